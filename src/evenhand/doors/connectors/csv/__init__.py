"""Conversations as CSV, one turn a row; invoices and timesheets are told by their header."""
