/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

/* The verbs, one a file; main.c has the table. */
HtExit ht_cli_audit (HtCli *cli, int argc, char **argv);
HtExit ht_cli_bench (HtCli *cli, int argc, char **argv);
HtExit ht_cli_city_info (HtCli *cli, int argc, char **argv);
HtExit ht_cli_coverage (HtCli *cli, int argc, char **argv);
HtExit ht_cli_demo (HtCli *cli, int argc, char **argv);
HtExit ht_cli_dispatch (HtCli *cli, int argc, char **argv);
HtExit ht_cli_dump (HtCli *cli, int argc, char **argv);
HtExit ht_cli_import (HtCli *cli, int argc, char **argv);
HtExit ht_cli_people_add (HtCli *cli, int argc, char **argv);
HtExit ht_cli_route (HtCli *cli, int argc, char **argv);
HtExit ht_cli_scenario_run (HtCli *cli, int argc, char **argv);
HtExit ht_cli_team_add (HtCli *cli, int argc, char **argv);

G_END_DECLS
