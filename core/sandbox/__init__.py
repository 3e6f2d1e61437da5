"""The one way by which all from outside is read: in a process of its own, within limits, few at a time."""
