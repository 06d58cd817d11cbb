/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * PIN verifiers: Argon2id through libsodium ("interactive" cost: about 0.1 s and 64 MiB, so never on the main
 * thread). A verifier is a printable string that holds salt and cost. It stays in the local credential table,
 * never in an operation.
 */
char *ht_secret_new_verifier (const char *pin, GError **error);
gboolean ht_secret_verify (const char *verifier, const char *pin);
/* A PIN of 4 to 12 digits; the message says what is wrong with @pin. */
gboolean ht_secret_check_pin (const char *pin, GError **error);

G_END_DECLS
