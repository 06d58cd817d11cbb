/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"
#include "model/city.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Opens an existing city file for reading only. NULL: told, and *@status says how to end. */
HtStore *ht_cli_open_store (HtCli *cli, const char *path, HtExit *status);

/* Opens an existing city as objects, acting as the post itself; @flags as for ht_city_open_async. NULL: told.
 */
HtCity *ht_cli_open_city (HtCli *cli, const char *path, HtCityFlags flags, HtExit *status);
/* Waits until its roads are there. FALSE: told. */
gboolean ht_cli_wait_for_roads (HtCli *cli, HtCity *city, HtExit *status);

/*
 * A city being made in a hidden folder beside @path (under its own name, which the city takes), so that @path
 * is there whole or not at all. End with _keep, which puts it at @path, or _drop; close it first.
 */
char *ht_cli_new_city_path (const char *path, GError **error);
gboolean ht_cli_keep_new_city (const char *made, const char *path, GError **error);
void ht_cli_drop_new_city (const char *made);

G_END_DECLS
