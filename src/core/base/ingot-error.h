/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotError:
 *
 * What can go wrong, by what a person can do about it. The numbers are
 * written to the database: they are fixed, new ones are added at the end.
 * A cancelled operation is G_IO_ERROR_CANCELLED, never one of these.
 */
typedef enum
{
  INGOT_ERROR_FAILED = 1,         /* nothing more is known: try again */
  INGOT_ERROR_ADDRESS = 2,        /* nobody answers there: check the address or the network */
  INGOT_ERROR_TLS = 3,            /* the server's certificate is not trusted */
  INGOT_ERROR_SIGN_IN = 4,        /* the key or the token was refused */
  INGOT_ERROR_FORBIDDEN = 5,      /* signed in, but not allowed */
  INGOT_ERROR_NO_DEPLOYMENT = 6,  /* no deployment has this name */
  INGOT_ERROR_NOT_FOUND = 7,      /* the server does not know this path */
  INGOT_ERROR_BAD_REQUEST = 8,    /* the service refuses a part of the request */
  INGOT_ERROR_TOO_LONG = 9,       /* shorten the conversation */
  INGOT_ERROR_FILTERED = 10,      /* stopped by the content filter */
  INGOT_ERROR_RATE_LIMIT = 11,    /* wait */
  INGOT_ERROR_SERVICE = 12,       /* the service has a problem of its own: try later */
  INGOT_ERROR_INTERRUPTED = 13,   /* the answer stopped before its end */
  INGOT_ERROR_PROTOCOL = 14,      /* the answer is not what the service promises to send */
  INGOT_ERROR_TIMEOUT = 15,       /* no byte came for too long */
  INGOT_ERROR_REDIRECT = 16,      /* the server points elsewhere; a key never follows */
  INGOT_ERROR_KEYRING = 17,       /* the keyring is missing or broken */
  INGOT_ERROR_KEYRING_LOCKED = 18,/* the keyring stayed locked */
  INGOT_ERROR_NO_KEY = 19,        /* the keyring has no key for this resource */
  INGOT_ERROR_STORE = 20,         /* the database cannot be read or written */
  INGOT_ERROR_STORE_IN_USE = 21,  /* another Ingot writes to this database */
  INGOT_ERROR_SANDBOX = 22,       /* the sandbox does not start */
  INGOT_ERROR_INPUT = 23,         /* what was typed is not understood */
  INGOT_ERROR_KEYS_DISABLED = 24, /* the resource takes no keys */
  INGOT_ERROR_ROLE_MISSING = 25,  /* signed in, but without the role that inference needs */
  INGOT_ERROR_NETWORK_RULES = 26, /* a firewall or a private endpoint keeps this computer out */
  INGOT_ERROR_SUSPENDED = 27,     /* blocked by abuse monitoring */
  INGOT_ERROR_NO_CHAT = 28,       /* the model has no chat completions */
  INGOT_ERROR_API_VERSION = 29,   /* the api-version does not fit */
  INGOT_ERROR_CAPACITY = 30,      /* no quota problem: the service itself is too busy */
  INGOT_ERROR_QUOTA_TOO_SMALL = 31, /* one request is more than a whole minute allows */
  INGOT_ERROR_NO_RESOURCE = 32,   /* no resource has this host name */
  INGOT_ERROR_SIGN_IN_AGAIN = 33, /* what the account was signed in with is no longer good */
  INGOT_ERROR_DECLINED = 34,      /* the person refused in the browser */
  INGOT_ERROR_CODE_EXPIRED = 35,  /* nobody entered the code in time */
  INGOT_ERROR_CODE_BAD = 36,      /* the sign-in does not know its own code */
  INGOT_ERROR_BLOCKED = 37,       /* a rule of the organization forbids this way to sign in */
  INGOT_ERROR_CONSENT = 38,       /* nobody has allowed the application yet */
  INGOT_ERROR_MFA = 39,           /* more proof is asked for: sign in again */
  INGOT_ERROR_CLIENT = 40,        /* the application id is unknown, or is not set up for this */
  INGOT_ERROR_TENANT = 41,        /* no such directory, or the account is not in it */
  INGOT_ERROR_SCOPE = 42,         /* the directory does not know what the token is for */
  INGOT_ERROR_TOKEN_REFUSED = 43, /* a fresh token was refused: audience or cloud is wrong */
  INGOT_ERROR_SUBDOMAIN = 44,     /* a regional host takes keys only */
  INGOT_ERROR_NO_SOURCE = 45,     /* this computer has no such source of tokens */
  INGOT_ERROR_NOT_ASSIGNED = 46,  /* the application is only for people that somebody assigned to it */
  INGOT_ERROR_TOO_MANY_SIGN_INS = 47, /* asked for tokens too often: wait */
  INGOT_ERROR_CANNOT_LIST = 48, /* signed in, but without the role that listing needs */
  INGOT_ERROR_NOT_LISTED = 49,  /* what was to be listed is not there any more, or is hidden */
  INGOT_ERROR_NO_HOST = 50,     /* no computer has this name: check the address */
  INGOT_ERROR_NO_NAME_SERVICE = 51, /* nobody looks names up: this computer is offline */
  INGOT_ERROR_CERTIFICATE_DATE = 52, /* the server's certificate has expired, or a clock is wrong */
} IngotError;

#define INGOT_ERROR (ingot_error_quark ())
GQuark ingot_error_quark (void);

G_END_DECLS
