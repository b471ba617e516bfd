/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <string.h>

#include "ingot-endpoint-hosts.h"
#include "ingot-pasted.h"

/* Azure's keys have 32 characters, or 84 since 2024. Those of other servers are known by their header only. */
#define KEY_MIN 32
#define KEY_MAX 84
#define NAMED_KEY_MIN 16

#define LONGEST_NAME 64

#define KEY_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="
#define NAME_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"
#define ENDS_VALUE " \t\r\n\"'`,;)}]&"

/* No address has these unescaped. */
#define ENDS_ADDRESS " \t\r\n\"'`\\|,;)]}>"

typedef enum { FIELD_KEY, FIELD_AUTHORIZATION, FIELD_DEPLOYMENT, FIELD_MODEL, FIELD_VERSION } Field;

/* How the names end that headers, variables and members have, in small letters and digits alone. */
static const struct
{
  const char *ending;
  Field field;
} fields[] = {
  { "key", FIELD_KEY },
  { "key1", FIELD_KEY },
  { "key2", FIELD_KEY },
  { "keycredential", FIELD_KEY },
  { "authorization", FIELD_AUTHORIZATION },
  { "deployment", FIELD_DEPLOYMENT },
  { "deploymentname", FIELD_DEPLOYMENT },
  { "deploymentid", FIELD_DEPLOYMENT },
  { "engine", FIELD_DEPLOYMENT },
  { "model", FIELD_MODEL },
  { "modelname", FIELD_MODEL },
  { "apiversion", FIELD_VERSION },
};

void
ingot_pasted_wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

gboolean
ingot_pasted_is_placeholder (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  gboolean constant = strchr (text, '_') != NULL;

  for (const char *at = text; *at != '\0'; at++)
    constant = constant && !g_ascii_islower (*at);
  return constant || strpbrk (text, "<>{}$%") != NULL || g_str_has_prefix (lower, "your")
         || strstr (lower, "-your-") != NULL || strstr (lower, "_your_") != NULL;
}

gboolean
ingot_pasted_is_dated (const char *text)
{
  static const char form[] = "0000-00-00";

  for (gsize i = 0; i < sizeof form - 1; i++)
    if (form[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  return strspn (text, NAME_CHARACTERS) == strlen (text) && strlen (text) <= LONGEST_NAME;
}

/* One line for a command that goes on over several, and no escapes: a backslash goes on in sh,
 * a caret in cmd, where it also escapes, and a backtick in PowerShell. */
static char *
unfold (const char *text)
{
  static const char *const plain[][2] = {
    { "\r\n", "\n" }, { "\\\n", "" }, { "`\n", " " }, { "\\\"", "\"" }, { "\\/", "/" }, { "\\u0026", "&" },
    { "&amp;", "&" },
  };
  GString *unfolded = g_string_new (text);

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    g_string_replace (unfolded, plain[i][0], plain[i][1], 0);
  if (strstr (unfolded->str, "^\n") != NULL || strstr (unfolded->str, "^\"") != NULL)
    {
      g_string_replace (unfolded, "^\n", " ", 0);
      g_string_replace (unfolded, "^\\^\"", "\"", 0);
      g_string_replace (unfolded, "^", "", 0);
    }
  return g_string_free_and_steal (unfolded);
}

/* Fields */

static gboolean
has_digit (const char *text)
{
  return strcspn (text, "0123456789") < strlen (text);
}

static gboolean
is_bare_key (const char *text)
{
  gsize n = strlen (text);

  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (text[i]))
      return FALSE;
  return n >= KEY_MIN && n <= KEY_MAX && has_digit (text);
}

static gboolean
is_token (const char *text)
{
  return g_str_has_prefix (text, "eyJ");
}

static void
take_secret (IngotPasted *self, const char *value)
{
  if (is_token (value))
    self->has_token = TRUE;
  else if (self->key == NULL && strlen (value) >= NAMED_KEY_MIN && has_digit (value)
           && strspn (value, KEY_CHARACTERS) == strlen (value) && !ingot_pasted_is_placeholder (value))
    self->key = g_strdup (value);
}

static void
take_name (char **place, const char *value, gboolean sure)
{
  gsize n = strlen (value);

  if (sure && *place == NULL && n > 0 && n <= LONGEST_NAME && strspn (value, NAME_CHARACTERS) == n
      && !ingot_pasted_is_placeholder (value))
    *place = g_strdup (value);
}

static void
take_field (IngotPasted *self, char **model, Field field, const char *value, gboolean sure)
{
  switch (field)
    {
    case FIELD_KEY:
    case FIELD_AUTHORIZATION:
      take_secret (self, value);
      break;
    case FIELD_DEPLOYMENT:
      take_name (&self->deployment, value, sure);
      break;
    case FIELD_MODEL:
      take_name (model, value, sure);
      break;
    case FIELD_VERSION:
      if (ingot_pasted_is_dated (value))
        take_name (&self->api_version, value, TRUE);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
find_field (const char *name, gsize length, Field *field)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (name[i]))
      g_string_append_c (plain, g_ascii_tolower (name[i]));
  if (strstr (plain->str, "embed") != NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_has_suffix (plain->str, fields[i].ending))
      {
        *field = fields[i].field;
        return TRUE;
      }
  return FALSE;
}

/* Where the value of a name begins that ends at @at, or NULL. */
static const char *
find_value (const char *at, Field field)
{
  at += strspn (at, " \t\"']");
  if (*at != ':' && *at != '=' && !(*at == '(' && field == FIELD_KEY))
    return NULL;
  at += strspn (at, ":=>(");
  at += strspn (at, " \t\"'");
  if (field == FIELD_AUTHORIZATION && g_ascii_strncasecmp (at, "bearer", 6) == 0)
    at += 6 + strspn (at + 6, " \t");
  return at;
}

static char *
dup_value (const char *value)
{
  if (value[-1] == '"')
    return g_strndup (value, strcspn (value, "\"\n"));
  if (value[-1] == '\'')
    return g_strndup (value, strcspn (value, "'\n"));
  return g_strndup (value, strcspn (value, ENDS_VALUE));
}

/* A name without quotes may be a variable; at the start of a line it is the line of an environment file. */
static gboolean
is_sure (const char *text, const char *name, const char *value)
{
  static const char *const leads[] = { "export ", "set ", "$env:" };
  const char *line = name;

  if (value[-1] == '"' || value[-1] == '\'')
    return TRUE;
  while (line > text && line[-1] != '\n' && name - line < LONGEST_NAME)
    line--;
  line += strspn (line, " \t");
  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_ascii_strncasecmp (line, leads[i], strlen (leads[i])) == 0)
      line += strlen (leads[i]);
  return line == name && strncmp (value - 1, "=", 1) == 0;
}

static void
read_fields (IngotPasted *self, const char *text)
{
  g_autofree char *model = NULL;

  for (const char *at = text; *at != '\0';)
    {
      gsize length = strspn (at, NAME_CHARACTERS);
      Field field;
      const char *value;

      if (length > 0 && find_field (at, length, &field) && (value = find_value (at + length, field)) != NULL)
        {
          char *copy = dup_value (value);

          take_field (self, &model, field, copy, is_sure (text, at, value));
          ingot_pasted_wipe (copy);
        }
      at += MAX (length, 1);
    }
  if (self->deployment == NULL)
    self->deployment = g_steal_pointer (&model);
}

/* Addresses */

/* "<name>" and "{name}" stand in addresses of examples, "[::1]" for a host. */
static gsize
span_brackets (const char *at)
{
  gsize n = strspn (at + 1, *at == '[' ? "0123456789abcdefABCDEF:." : NAME_CHARACTERS);
  char end = *at == '<' ? '>' : *at == '{' ? '}' : *at == '[' ? ']' : '\0';

  return end != '\0' && n > 0 && at[1 + n] == end ? n + 2 : 0;
}

static char *
dup_address (const char *start)
{
  const char *end = start;

  while (*end != '\0' && strchr (ENDS_ADDRESS, *end) == NULL)
    {
      gsize n = span_brackets (end);

      if (n == 0 && (*end == '<' || *end == '{'))
        break;
      end += MAX (n, 1);
    }
  while (end > start && strchr (".:", end[-1]) != NULL)
    end--;
  return g_strndup (start, (gsize) (end - start));
}

/* The scheme that ends at @colon, as in "https://". */
static const char *
find_scheme (const char *text, const char *colon)
{
  static const char *const schemes[] = { "https", "http", "wss", "ws" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      const char *start = colon - strlen (schemes[i]);

      if (start >= text && g_ascii_strncasecmp (start, schemes[i], strlen (schemes[i])) == 0)
        return start;
    }
  return NULL;
}

static void
find_address (IngotPasted *self, const char *text)
{
  int best = G_MININT;

  for (const char *at = strstr (text, "://"); at != NULL; at = strstr (at + 3, "://"))
    {
      const char *start = find_scheme (text, at);
      g_autofree char *address = start != NULL ? dup_address (start) : NULL;
      int rank = address != NULL ? ingot_endpoint_rank_address (address) : G_MININT;

      if (rank > best)
        {
          best = rank;
          g_free (self->address);
          self->address = g_steal_pointer (&address);
        }
    }
}

/* Without a scheme only a host of Azure can be told from other words. */
static void
find_bare_address (IngotPasted *self, const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " \t\n\"'`=,;()", -1);

  for (gsize i = 0; words[i] != NULL && self->address == NULL; i++)
    {
      g_autofree char *word = dup_address (words[i]);
      g_autofree char *address = g_strconcat ("https://", word, NULL);

      if (*word != '\0' && ingot_endpoint_rank_address (address) >= INGOT_ENDPOINT_RANK_AZURE)
        self->address = g_steal_pointer (&address);
    }
}

static gboolean
has_variable (const char *text)
{
  const char *sign = strpbrk (text, "$%");

  return sign != NULL && (strstr (sign, "/openai") != NULL || strstr (sign, "/models") != NULL);
}

/* Secrets */

static void
mask (char **text, const char *secret, const char *instead)
{
  g_auto(GStrv) parts = g_strsplit (*text, secret, -1);

  ingot_pasted_wipe (*text);
  *text = g_strjoinv (instead, parts);
  for (gsize i = 0; parts[i] != NULL; i++)
    explicit_bzero (parts[i], strlen (parts[i]));
}

/* What is left of a token still shows that it was one. */
static void
mask_tokens (char **text)
{
  const char *at = *text;

  while ((at = strstr (at, "eyJ")) != NULL)
    {
      gsize offset = (gsize) (at - *text);
      gsize length = strspn (at, KEY_CHARACTERS);

      if (length >= KEY_MIN)
        {
          char *token = g_strndup (at, length);

          mask (text, token, "eyJ…");
          ingot_pasted_wipe (token);
        }
      at = *text + offset + 3;
    }
}

static void
mask_secrets (IngotPasted *self, const char *text)
{
  char *masked = g_strdup (text);

  if (self->key != NULL)
    mask (&masked, self->key, "…");
  mask_tokens (&masked);
  if (g_str_equal (masked, text))
    ingot_pasted_wipe (masked);
  else
    self->masked = masked;
}

IngotPasted *
ingot_pasted_read (const char *text)
{
  IngotPasted *self = g_new0 (IngotPasted, 1);
  char *unfolded = unfold (text);

  g_strstrip (unfolded);
  if (is_bare_key (unfolded))
    {
      self->key = unfolded;
      self->address = g_strdup ("");
      self->masked = g_strdup ("");
      return self;
    }
  read_fields (self, unfolded);
  find_address (self, unfolded);
  if (self->address == NULL)
    find_bare_address (self, unfolded);
  self->has_variable = self->address == NULL && has_variable (unfolded);
  if (self->address == NULL)
    self->address = g_strdup (unfolded);
  mask_secrets (self, text);
  ingot_pasted_wipe (unfolded);
  return self;
}

void
ingot_pasted_free (IngotPasted *self)
{
  g_free (self->address);
  ingot_pasted_wipe (self->key);
  g_free (self->deployment);
  g_free (self->api_version);
  g_free (self->masked);
  g_free (self);
}
