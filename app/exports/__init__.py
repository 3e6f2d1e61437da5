"""What a person takes home: tables and reports."""
