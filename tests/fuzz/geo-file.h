/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdint.h>

#include "geo/error.h"

/* For targets whose promise is about files: bytes as a file in memory, and the check every refusal must pass.
 */

/* A path that names a file of these bytes until the next call. */
const char *fuzz_file (const uint8_t *data, size_t size);
/* Aborts unless @error is one of the geo room's, one line of valid text. */
void fuzz_check_refusal (const GError *error);
