"""New rows on a forecast's page: brought, forecast from, scored."""
