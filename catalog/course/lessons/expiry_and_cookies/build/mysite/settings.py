SESSION_COOKIE_AGE = 60 * 60 * 24 * 7  # a week after the last save, in seconds
SESSION_COOKIE_SECURE = not DEBUG  # in production, over HTTPS alone
