"""Microsoft 365, through Graph v1.0: the only room that knows O365 and msal."""
