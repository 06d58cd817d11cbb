/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/error.h"

G_DEFINE_QUARK (ht - store - error - quark, ht_store_error)
