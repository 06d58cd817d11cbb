/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* One input of a fuzz target, in libFuzzer's form. Aborts where the target's promise is broken; returns 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
