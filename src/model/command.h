/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finder.h"

G_BEGIN_DECLS

/*
 * HtCommand: the command box. Text to ranked suggestions, each an action of the window with its target.
 *
 * Grammar: [verb] [object] ["→" or "->" or "to" or "到"] [incident code]; words in Chinese, pinyin (full or
 * initials) or English, spaces optional between Chinese words. What is selected stands in for what is not
 * typed. (place, street, code, coordinates)            go there, or select it 去 qu go PLACE go there 新
 * 新警情 xin new [TYPE] [PLACE]              new incident at PLACE or the map's middle 派 pai assign send
 * [TEAM] [→ CODE]            assign TEAM; alone or with 全部 all: everything advised 到场 出动 确认 撤回 释放
 * TEAM                 on scene, en route, acknowledged, cancel, release 在站 待命 返回 停用 TEAM at station,
 * standby, returning, out of service 定级 level 1..4 I..IV [CODE]                  grade 关闭 guan close
 * [CODE] · 重开 reopen [CODE] 记 备注 note TEXT                             note on the selected incident, or
 * the shift's log 封路 closeroad · 开路 openroad                at the map's middle 图层 layer NAME · 覆盖
 * coverage               show or hide 打印 print map|report · 撤销 undo · 登录 signin [NAME] · 退出 signout ·
 * 锁 lock 语言 language 中文|English · 主题 theme dark|light|system · 导入 import
 *
 * Action names and target types (all optional strings are "" for "ask"):
 *   win.go-to (dds) lon lat title · win.select (ss) kind id · win.new-incident (sdds) type lon lat address
 *   win.assign-advised s incident · win.assign (sss) incident team reason
 *   win.set-assignment-state (ss) assignment state · win.set-team-status (ss) team status
 *   win.set-level (si) incident level · win.close-incident s incident · win.reopen-incident s incident
 *   win.note (ss) incident text · win.close-road (dd) lon lat · win.open-road s closure
 *   win.toggle-layer s layer-id · win.toggle-coverage (none) · win.print-map (none) · win.print-report s
 * incident win.undo (none) · win.sign-in s person · win.sign-out (none) · win.lock (none) app.language s ·
 * app.theme s · win.import (none)
 */
#define HT_TYPE_SUGGESTION (ht_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (HtSuggestion, ht_suggestion, HT, SUGGESTION, GObject)

/* Properties (read only): title, detail, key. */
const char *ht_suggestion_get_title (HtSuggestion *self);
const char *ht_suggestion_get_detail (HtSuggestion *self);
/* Key cap to print: "Enter" for the first, "Ctrl+Enter" for assigning all, "" for the rest. */
const char *ht_suggestion_get_key (HtSuggestion *self);
/* Detailed action ("win.assign") and target (NULL for none; borrowed). */
const char *ht_suggestion_get_action (HtSuggestion *self);
GVariant *ht_suggestion_get_target (HtSuggestion *self);
/* FALSE: shown with its reason in detail, but not possible now. */
gboolean ht_suggestion_is_possible (HtSuggestion *self);

#define HT_TYPE_COMMAND (ht_command_get_type ())
G_DECLARE_FINAL_TYPE (HtCommand, ht_command, HT, COMMAND, GObject)

/* What is selected and in view, for what the text leaves out. NULLs are fine. */
void ht_command_set_context (HtCommand *self, HtIncident *incident, HtTeam *team, const HtPoint *centre);
/* A later call cancels the earlier one: its finish reports G_IO_ERROR_CANCELLED. */
void ht_command_suggest_async (HtCommand *self, const char *text, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* HtSuggestion, best first, at most 12; owned by the caller. */
GListModel *ht_command_suggest_finish (HtCommand *self, GAsyncResult *result, GError **error);

G_END_DECLS
