/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/secret.h"

#include <string.h>
#include <sodium.h>

#include "base/error.h"
#include "base/i18n.h"

char *
ht_secret_new_verifier (const char *pin, GError **error)
{
  g_autofree char *verifier = g_malloc (crypto_pwhash_STRBYTES);
  if (!ht_secret_check_pin (pin, error))
    return NULL;
  if (sodium_init () < 0
      || crypto_pwhash_str (verifier, pin, strlen (pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE)
             != 0)
    {
      g_set_error_literal (error, HT_BASE_ERROR, HT_BASE_ERROR_FAILED,
                           _ ("Not enough memory to protect the PIN: close other programs and try again"));
      return NULL;
    }
  return g_steal_pointer (&verifier);
}

gboolean
ht_secret_verify (const char *verifier, const char *pin)
{
  return sodium_init () >= 0 && crypto_pwhash_str_verify (verifier, pin, strlen (pin)) == 0;
}

gboolean
ht_secret_check_pin (const char *pin, GError **error)
{
  gsize n = pin != NULL ? strlen (pin) : 0;
  if (n >= 4 && n <= 12 && strspn (pin, "0123456789") == n)
    return TRUE;
  g_set_error_literal (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID, _ ("A PIN has 4 to 12 digits"));
  return FALSE;
}
