/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/map/mark.h"
#include "model/city.h"
#include "model/proposal.h"

G_BEGIN_DECLS

typedef struct
{
  GObject *selected;    /* NULL: none */
  HtProposal *proposal; /* NULL: none */
  int side;             /* of the selected conflict that is looked at; -1: none */
  gboolean no_stations;
} HtMarksLook;

/* What to mark of @city: incidents not closed, teams on the move, stations; the selected object ringed, its
 * teams and the advised ones with their chips. Of HtMark; the caller owns it. */
GPtrArray *ht_marks_of_city (HtCity *city, const HtMarksLook *look);

/* Marks with chips that stand at one place become one mark with the others as its members: @marks anew. */
void ht_marks_gather (GPtrArray *marks);

G_END_DECLS
