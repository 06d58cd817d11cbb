/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gi18n.h>

G_BEGIN_DECLS

/* Binds the text domain: the build folder's catalogues when run from there, else the installed ones. */
void ht_i18n_init (void);
/*
 * Chooses the language, "zh_CN" or "en"; NULL keeps the environment's. Works on machines without that system
 * locale (LANGUAGE is honoured in C.UTF-8 by setting the locale to the first UTF-8 one there is).
 */
void ht_i18n_set_language (const char *language);
/* "zh_CN" or "en": which of the two this process speaks, for data files that carry both. */
const char *ht_i18n_get_language (void);

G_END_DECLS
