"""The draft check for clients of LanguageTool: as much of its HTTP API (version 2) as they need."""
