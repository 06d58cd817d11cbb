/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * Work cut into pieces that each get a turn of the main loop of their own: input comes in between, the next
 * frame after all of them. Pieces run in the order asked; what a piece asks for while it runs comes right
 * after it, before what was waiting, as if it had been called. Main thread only.
 */
typedef void (*HtPiece) (gpointer object);

/* Runs @piece with @object in a turn to come, unless @object is gone by then (it is not kept alive). A piece
 * that waits already for this object is not asked for twice. */
void ht_later (gpointer object, HtPiece piece);
/* The same for each of @pieces, up to a NULL. */
void ht_later_all (gpointer object, const HtPiece *pieces);

G_END_DECLS
