"""Pages of articles and events: picture, dates, sharing, what else is new in the section."""
