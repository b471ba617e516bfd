/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-filter-notes.h"
#include "ingot-refusal.h"
#include "ingot-service-error.h"

#define MAX_TEXT 2048
#define MAX_LINE 240
#define MAX_HEADER 256

/* The service asks to wait for a day when a request is larger than a minute's whole budget. */
#define HOPELESS_MS (60 * 60 * 1000)

/* Codes say more than the status. The same may come in "code" or in "type". */
static const struct
{
  const char *code;
  IngotError meaning;
} codes[] = {
  { "DeploymentNotFound", INGOT_ERROR_NO_DEPLOYMENT },
  { "unknown_model", INGOT_ERROR_NO_DEPLOYMENT },
  { "model_not_found", INGOT_ERROR_NO_DEPLOYMENT },
  { "ModelNotFound", INGOT_ERROR_NO_DEPLOYMENT },
  { "context_length_exceeded", INGOT_ERROR_TOO_LONG },
  { "exceed_context_size_error", INGOT_ERROR_TOO_LONG },
  { "content_filter", INGOT_ERROR_FILTERED },
  { "ResponsibleAIPolicyViolation", INGOT_ERROR_FILTERED },
  /* Azure answers a missing role with 401, though the credential itself is fine. */
  { "PermissionDenied", INGOT_ERROR_ROLE_MISSING },
  { "AuthenticationTypeDisabled", INGOT_ERROR_KEYS_DISABLED },
  { "OperationNotSupported", INGOT_ERROR_NO_CHAT },
  { "RateLimitReached", INGOT_ERROR_RATE_LIMIT },
  { "rate_limit_exceeded", INGOT_ERROR_RATE_LIMIT },
  { "too_many_requests", INGOT_ERROR_RATE_LIMIT },
  { "NoCapacity", INGOT_ERROR_CAPACITY },
  { "insufficient_quota", INGOT_ERROR_RATE_LIMIT },
  { "invalid_api_key", INGOT_ERROR_SIGN_IN },
  { "authentication_error", INGOT_ERROR_SIGN_IN },
};

static gboolean
find_code (const char *code, IngotError *meaning)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (code, codes[i].code) == 0)
      {
        *meaning = codes[i].meaning;
        return TRUE;
      }
  return FALSE;
}

static IngotError
classify_status (int status)
{
  switch (status)
    {
    case 401:
      return INGOT_ERROR_SIGN_IN;
    case 403:
      return INGOT_ERROR_FORBIDDEN;
    case 404:
    case 405:
      return INGOT_ERROR_NOT_FOUND;
    case 408:
      return INGOT_ERROR_TIMEOUT;
    case 413:
      return INGOT_ERROR_TOO_LONG;
    case 429:
      return INGOT_ERROR_RATE_LIMIT;
    default:
      return status >= 400 && status < 500 ? INGOT_ERROR_BAD_REQUEST : INGOT_ERROR_SERVICE;
    }
}

/* The length of the longest prefix of @text that has at most @max bytes and no cut character. */
static gsize
fit (const char *text, gsize max)
{
  gsize length = strlen (text);

  if (length <= max)
    return length;
  while (max > 0 && ((guchar) text[max] & 0xc0) == 0x80)
    max--;
  return max;
}

static char *
dup_code (JsonObject *error)
{
  const char *code = ingot_json_get_string (error, "code");
  gint64 number = ingot_json_get_int (error, "code", ingot_json_get_int (error, "statusCode", 0));

  if (code != NULL && *code != '\0')
    return g_strndup (code, fit (code, MAX_HEADER));
  return number != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

/* An error inside of a good answer says by itself which status it would have had. */
static int
get_status (int status, JsonObject *error)
{
  static const char *const names[] = { "status", "statusCode", "code" };

  for (gsize i = 0; status < 400 && i < G_N_ELEMENTS (names); i++)
    {
      const char *text = ingot_json_get_string (error, names[i]);
      gint64 number = ingot_json_get_int (error, names[i], text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0);

      if (number >= 400 && number < 600)
        status = (int) number;
    }
  return status;
}

/* "body.stream_options.include_usage" of ["body", "stream_options", "include_usage"]. */
static void
append_location (GString *text, JsonObject *detail)
{
  JsonArray *location = ingot_json_get_array (detail, "loc");
  const char *separator = text->len > 0 ? ": " : "";

  for (guint i = 0; location != NULL && i < json_array_get_length (location); i++)
    {
      JsonNode *step = json_array_get_element (location, i);

      if (!JSON_NODE_HOLDS_VALUE (step))
        continue;
      g_string_append (text, separator);
      if (json_node_get_value_type (step) == G_TYPE_STRING)
        g_string_append (text, json_node_get_string (step));
      else
        g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (step));
      separator = ".";
    }
}

/* "detail" is a sentence, an object with a location, or a list of such objects. */
static char *
dup_detail (JsonObject *error)
{
  g_autoptr(GString) text = g_string_new (ingot_json_get_string (error, "detail"));
  JsonArray *list = ingot_json_get_array (error, "detail");

  append_location (text, ingot_json_get_object (error, "detail"));
  for (guint i = 0; list != NULL && i < json_array_get_length (list) && text->len < MAX_TEXT; i++)
    {
      JsonObject *item = ingot_json_array_object (list, i);
      const char *message = ingot_json_get_string (item, "msg");

      if (text->len > 0)
        g_string_append (text, "; ");
      if (message != NULL)
        g_string_append (text, message);
      append_location (text, item);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* The gateway passes a backend's answer on as JSON inside of the message. */
static char *
dup_nested_detail (const char *message)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;

  if (message == NULL || *message != '{')
    return NULL;
  root = ingot_json_parse (message, strlen (message), NULL);
  object = ingot_json_node_object (root);
  if (ingot_json_get_string (object, "message") != NULL)
    return g_strdup (ingot_json_get_string (object, "message"));
  return dup_detail (object);
}

static char *
dup_message (JsonObject *body, JsonObject *error)
{
  const char *message = ingot_json_get_string (error, "message");
  g_autofree char *nested = dup_nested_detail (message);
  g_autofree char *detail = dup_detail (error);
  g_autofree char *text = NULL;

  if (message == NULL)
    message = ingot_json_get_string (body, "error");
  if (nested != NULL)
    text = g_steal_pointer (&nested);
  else if (message != NULL && *message != '\0' && detail != NULL)
    text = g_strdup_printf ("%s (%s)", message, detail);
  else
    text = g_strdup (message != NULL && *message != '\0' ? message : detail);

  return text != NULL ? g_strndup (text, fit (text, MAX_TEXT)) : NULL;
}

/* A message may leave out which parameter it means. */
static void
name_parameter (IngotFailure *self, const char *parameter)
{
  g_autofree char *text = self->service_text;

  self->service_text = NULL;
  if (text != NULL && parameter != NULL && strstr (text, parameter) == NULL
      && strlen (text) + strlen (parameter) < MAX_TEXT - 8)
    self->service_text = g_strdup_printf ("%s (%s)", text, parameter);
  else
    self->service_text = g_steal_pointer (&text);
}

/* The service gives one code to faults that a person mends in different ways; there only its words tell. */
static const struct
{
  IngotError meaning;
  const char *words;
  IngotError narrower;
} words[] = {
  { INGOT_ERROR_BAD_REQUEST, "maximum context length", INGOT_ERROR_TOO_LONG },
  { INGOT_ERROR_BAD_REQUEST, "API version not supported", INGOT_ERROR_API_VERSION },
  { INGOT_ERROR_BAD_REQUEST, "is enabled only for api versions", INGOT_ERROR_API_VERSION },
  { INGOT_ERROR_BAD_REQUEST, "operation does not work with the specified model", INGOT_ERROR_NO_CHAT },
  { INGOT_ERROR_BAD_REQUEST, "only supported in v1/responses", INGOT_ERROR_NO_CHAT },
  { INGOT_ERROR_BAD_REQUEST, "custom subdomain for token authentication", INGOT_ERROR_SUBDOMAIN },
  { INGOT_ERROR_NOT_FOUND, "not a chat model", INGOT_ERROR_NO_CHAT },
  { INGOT_ERROR_NOT_FOUND, "Subdomain does not map to a resource", INGOT_ERROR_NO_RESOURCE },
  { INGOT_ERROR_FORBIDDEN, "Virtual Network", INGOT_ERROR_NETWORK_RULES },
  { INGOT_ERROR_FORBIDDEN, "Public access is disabled", INGOT_ERROR_NETWORK_RULES },
  { INGOT_ERROR_FORBIDDEN, "temporarily blocked", INGOT_ERROR_SUSPENDED },
  { INGOT_ERROR_RATE_LIMIT, "high demand", INGOT_ERROR_CAPACITY },
};

static IngotError
narrow_by_words (IngotError meaning, const char *message)
{
  for (gsize i = 0; message != NULL && i < G_N_ELEMENTS (words); i++)
    if (meaning == words[i].meaning && strstr (message, words[i].words) != NULL)
      return words[i].narrower;
  return meaning;
}

/* Which text was judged; where the results are missing, an error before any answer is about the prompt. */
static void
read_filter (IngotFailure *self, JsonObject *error, JsonObject *inner)
{
  self->filter = ingot_filter_notes_read_error (error, inner);
  self->prompt_stopped = TRUE;
}

IngotFailure *
ingot_service_error_read_object (int status, JsonObject *body)
{
  JsonObject *wrapped = ingot_json_get_object (body, "error");
  JsonObject *error = wrapped != NULL ? wrapped : body;
  JsonObject *innererror = ingot_json_get_object (error, "innererror");
  JsonObject *inner = innererror != NULL ? innererror : ingot_json_get_object (error, "inner_error");
  g_autoptr(IngotFailure) self = ingot_failure_new (INGOT_ERROR_SERVICE);

  self->status = get_status (status, error);
  self->service_code = dup_code (error);
  self->service_text = dup_message (body, error);
  if (!find_code (self->service_code, &self->code)
      && !find_code (ingot_json_get_string (error, "type"), &self->code)
      && !find_code (ingot_json_get_string (inner, "code"), &self->code))
    self->code = classify_status (self->status);

  self->code = narrow_by_words (self->code, self->service_text);
  if (self->code == INGOT_ERROR_FILTERED)
    read_filter (self, error, inner);
  if (self->status == 400 || self->status == 422)
    self->refused = ingot_refusal_read (body);
  if (self->code == INGOT_ERROR_BAD_REQUEST)
    name_parameter (self, ingot_json_get_string (error, "param"));
  return g_steal_pointer (&self);
}

/* The end of a tag, or of a script or style with its content: where the text goes on. */
static const char *
skip_tag (const char *tag)
{
  static const char *const silent[] = { "script", "style" };
  const char *end = strchr (tag, '>');

  for (gsize i = 0; i < G_N_ELEMENTS (silent); i++)
    if (g_ascii_strncasecmp (tag + 1, silent[i], strlen (silent[i])) == 0)
      {
        const char *next = end;

        while ((next = next != NULL ? strstr (next, "</") : NULL) != NULL
               && g_ascii_strncasecmp (next + 2, silent[i], strlen (silent[i])) != 0)
          next += 2;
        end = next != NULL ? strchr (next, '>') : NULL;
      }
  return end != NULL ? end + 1 : tag + strlen (tag);
}

static void
replace_entities (GString *text)
{
  g_string_replace (text, "&nbsp;", " ", 0);
  g_string_replace (text, "&lt;", "<", 0);
  g_string_replace (text, "&gt;", ">", 0);
  g_string_replace (text, "&quot;", "\"", 0);
  g_string_replace (text, "&#39;", "'", 0);
  g_string_replace (text, "&amp;", "&", 0);
}

static gint64
get_number (SoupMessageHeaders *headers, const char *name, double scale)
{
  const char *text = soup_message_headers_get_one (headers, name);
  char *end = NULL;
  double number = text != NULL ? g_ascii_strtod (text, &end) : -1;

  if (text == NULL || end == text || !isfinite (number) || number < 0 || number * scale > G_MAXINT32)
    return -1;
  return (gint64) (number * scale);
}

static gint64
get_retry_after (SoupMessageHeaders *headers)
{
  static const struct { const char *name; double scale; } names[] = {
    { "retry-after-ms", 1 },
    { "retry-after", 1000 },
    { "x-ratelimit-reset-tokens", 1000 },
    { "x-rate-limit-reset-tokens", 1000 },
  };
  const char *text = soup_message_headers_get_one (headers, "retry-after");
  g_autoptr(GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (date != NULL)
    return MAX (0, g_date_time_to_unix (date) * 1000 - g_get_real_time () / 1000);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 after = get_number (headers, names[i].name, names[i].scale);

      if (after >= 0)
        return after;
    }
  return -1;
}

static IngotFailure *
read_body (int status, const char *body, gsize length)
{
  g_autoptr(JsonNode) root = ingot_json_parse (body, length, NULL);
  JsonObject *object = ingot_json_node_object (root);
  IngotFailure *self;

  if (object == NULL && root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    object = ingot_json_array_object (json_node_get_array (root), 0);
  if (object != NULL)
    return ingot_service_error_read_object (status, object);

  self = ingot_failure_new (classify_status (status));
  self->status = status;
  self->service_text = ingot_service_error_dup_page_text (body, length);
  return self;
}

IngotFailure *
ingot_service_error_read (int status, const char *body, gsize length, SoupMessageHeaders *headers)
{
  IngotFailure *self = read_body (status, body != NULL ? body : "", body != NULL ? length : 0);

  if (headers == NULL)
    return self;

  self->request_id = ingot_service_error_dup_request_id (headers);
  self->retry_after_ms = get_retry_after (headers);
  if (self->code == INGOT_ERROR_RATE_LIMIT && self->retry_after_ms >= HOPELESS_MS)
    self->code = INGOT_ERROR_QUOTA_TOO_SMALL;
  if (self->service_code == NULL)
    {
      self->service_code = ingot_service_error_dup_header (headers, "x-ms-error-code");
      find_code (self->service_code, &self->code);
    }
  return self;
}

char *
ingot_service_error_dup_page_text (const char *page, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (page, (gssize) length);
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *at = valid; *at != '\0' && text->len < MAX_TEXT;)
    {
      gboolean tag = *at == '<' && at[1] != '\0' && (g_ascii_isalpha (at[1]) || strchr ("/!?", at[1]) != NULL);

      if (!tag && !g_ascii_isspace (*at) && !g_ascii_iscntrl (*at))
        g_string_append_c (text, *at);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
      at = tag ? skip_tag (at) : at + 1;
    }
  replace_entities (text);
  g_strchomp (text->str);
  return *text->str != '\0' ? g_strndup (text->str, fit (text->str, MAX_LINE)) : NULL;
}

char *
ingot_service_error_dup_header (SoupMessageHeaders *headers, const char *name)
{
  const char *value = headers != NULL ? soup_message_headers_get_one (headers, name) : NULL;
  g_autofree char *valid = value != NULL && *value != '\0' ? g_utf8_make_valid (value, -1) : NULL;

  return valid != NULL ? g_strndup (valid, fit (valid, MAX_HEADER)) : NULL;
}

char *
ingot_service_error_dup_request_id (SoupMessageHeaders *headers)
{
  char *id = ingot_service_error_dup_header (headers, "apim-request-id");

  return id != NULL ? id : ingot_service_error_dup_header (headers, "x-request-id");
}

GError *
ingot_service_error_to_gerror (const IngotFailure *failure)
{
  if (failure->service_text != NULL)
    return g_error_new_literal (INGOT_ERROR, failure->code, failure->service_text);
  return g_error_new (INGOT_ERROR, failure->code, _("The service answered with status %d."), failure->status);
}
