/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include "entra/sandbox-entra-page.h"
#include "server/sandbox-page.h"

void
sandbox_entra_page_add_accounts (GString *html, SandboxDirectory *directory, const char *selected)
{
  g_string_append (html, "<fieldset>\n<legend>Account</legend>\n");
  for (guint i = 0; i < sandbox_directory_get_n_accounts (directory); i++)
    {
      const SandboxAccount *account = sandbox_directory_get_account (directory, i);

      sandbox_page_append (html,
                           "<p><label><input type=\"radio\" name=\"account\" value=\"%s\"%s> <b>%s</b>, "
                           "%s</label><br><span class=\"note\">%s</span></p>\n",
                           account->nick, g_str_equal (account->nick, selected) ? " checked" : "",
                           account->name, account->user_name, account->explanation);
    }
  g_string_append (html, "</fieldset>\n");
}

void
sandbox_entra_page_reply (SandboxExchange *exchange, guint status, const char *title, const char *text)
{
  GString *html = g_string_new (NULL);

  sandbox_page_append (html, "<h1>%s</h1>\n<p>%s</p>\n", title, text);
  sandbox_exchange_reply_page (exchange, status, title, g_string_free_and_steal (html));
}

/* Browsers tell where a form comes from, and pages cannot make them lie about it. */
gboolean
sandbox_entra_page_is_foreign (SandboxExchange *exchange)
{
  SoupServerMessage *message = sandbox_exchange_get_message (exchange);
  const char *site
    = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Sec-Fetch-Site");

  if (g_strcmp0 (site, "cross-site") != 0 && g_strcmp0 (site, "same-site") != 0)
    return FALSE;
  sandbox_entra_page_reply (exchange, SOUP_STATUS_FORBIDDEN, "This form is not ours",
                            "Only the sandbox's own pages can sign in here.");
  return TRUE;
}

void
sandbox_entra_page_error_handler (SandboxExchange *exchange, gpointer entra)
{
  g_autofree char *text = sandbox_exchange_dup_query (exchange, "code");
  g_autofree char *description = NULL;
  guint64 code;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &code, NULL)
      && sandbox_entra_problem_is_known ((guint) code))
    description = sandbox_entra_problem_describe ((guint) code, "…");
  if (description != NULL)
    sandbox_entra_page_reply (exchange, SOUP_STATUS_OK, "About this error", description);
  else
    sandbox_entra_page_reply (exchange, SOUP_STATUS_NOT_FOUND, "There is no such error",
                              "The sandbox has no refusal with this number.");
}

void
sandbox_entra_page_logout_handler (SandboxExchange *exchange, gpointer entra)
{
  sandbox_entra_page_reply (exchange, SOUP_STATUS_OK, "You have signed out", "You can close this window.");
}
