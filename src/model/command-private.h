/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/command.h"

G_BEGIN_DECLS

/* @action is interned, @target taken if floating. */
HtSuggestion *ht_suggestion_new (const char *title, const char *detail, const char *action, GVariant *target);
void ht_suggestion_set_key (HtSuggestion *self, const char *key);
void ht_suggestion_set_impossible (HtSuggestion *self, const char *why);

/* The verbs of the grammar. */
typedef enum
{
  HT_DO_GO, /* no verb typed */
  HT_DO_GO_TO,
  HT_DO_NEW,
  HT_DO_ASSIGN,
  HT_DO_STATE,  /* HtPhrase.word is a state of assignments */
  HT_DO_STATUS, /* HtPhrase.word is a status of teams */
  HT_DO_LEVEL,
  HT_DO_CLOSE,
  HT_DO_REOPEN,
  HT_DO_NOTE,
  HT_DO_CLOSE_ROAD,
  HT_DO_OPEN_ROAD,
  HT_DO_LAYER,
  HT_DO_COVERAGE,
  HT_DO_PRINT,
  HT_DO_UNDO,
  HT_DO_REDO,
  HT_DO_REMOVE,
  HT_DO_SIGN_IN,
  HT_DO_SIGN_OUT,
  HT_DO_LOCK,
  HT_DO_LANGUAGE,
  HT_DO_THEME,
  HT_DO_IMPORT,
  HT_DO_NEW_STATION,
  HT_DO_NEW_TEAM,
} HtDo;

/* One way to read what was typed. */
typedef struct
{
  HtDo what;
  const char *word;    /* of states and statuses; static */
  gboolean unfinished; /* the verb itself is still being typed */
  char *object;        /* what follows the verb, without the incident */
  char *code;          /* after the arrow; NULL where none was typed */
} HtPhrase;

void ht_phrase_free (gpointer phrase);
/* All readings of @text, the most literal first; the last is always HT_DO_GO. GPtrArray of HtPhrase. */
GPtrArray *ht_phrase_parse (const char *text);
/* "2", "II", "二", "二级" to 1..4; 0 where it is no level. */
int ht_phrase_parse_level (const char *text);

/* What suggestions are made from. */
typedef struct
{
  HtCity *city;
  HtIncident *incident; /* selected; may be NULL */
  HtTeam *team;         /* selected; may be NULL */
  HtPoint centre;
  gboolean has_centre;
} HtCommandContext;

/* Appends suggestions for one reading; @found (HtFound) answers its object. Main thread. */
void ht_command_append (const HtCommandContext *context, const HtPhrase *phrase, GListModel *found,
                        GListStore *out);

G_END_DECLS
