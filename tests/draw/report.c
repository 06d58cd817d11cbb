/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The situation report: pages, order, nothing lost at a page break, readable text in the PDF. */
#include "draw/report.h"

#include <glib/gstdio.h>
#include <string.h>

#include "draw/error.h"
#include "draw/report-private.h"
#include "town.h"

static const HtReportHead head = { .title = "突发事件快报",
                                   .issuer = "市级值守",
                                   .number = "第十二期",
                                   .issued_at = "2026-11-24 14:03",
                                   .author = "签发人甲",
                                   .page_format = "第{page}页共{pages}页" };

/* Long enough for several lines. */
#define PARAGRAPH                                                                                                                                                \
  "二〇二六年十一月二十四日十四时零三分，虹口区四川北路一商厦四层发生火灾，燃烧物质为装修材料与厨房用油，"    \
  "过火面积约一百二十平方米，被困人员约六人待核实。消防救援总队调派曲阳、天目、四平三站到场处置，火势得到控" \
  "制。"

static char *
temporary_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ht-report-XXXXXX", NULL);
  return g_build_filename (folder, "report.pdf", NULL);
}

static void
remove_path (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
}

static char *
run (const char *tool, const char *path, const char *last)
{
  g_autofree char *program = g_find_program_in_path (tool);
  char *text = NULL;
  if (program == NULL)
    return NULL;
  const char *argv[] = { program, path, last, NULL };
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text,
                               NULL, NULL, NULL));
  return text;
}

/* Text of the whole PDF, pages parted by form feeds; NULL where there is no reader. */
static char *
text_of (const HtReport *report)
{
  g_autoptr (GError) error = NULL;
  char *path = temporary_path ();
  g_assert_true (ht_report_write_pdf (report, path, &error));
  g_assert_no_error (error);
  char *text = run ("pdftotext", path, "-");
  remove_path (path);
  if (text == NULL)
    g_test_skip ("pdftotext is not installed: the report's text is not read back");
  return text;
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;
  for (const char *p = strstr (text, what); p != NULL; p = strstr (p + 1, what))
    n++;
  return n;
}

static void
test_head (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  ht_report_add_heading (report, "基本情况");
  ht_report_add_fact (report, "警情编号", "0398");
  g_assert_cmpuint (ht_report_count_pages (report), ==, 1);
  g_autofree char *text = text_of (report);
  if (text == NULL)
    return;
  const char *wanted[] = { "突发事件快报", "市级值守", "第十二期", "2026-11-24 14:03",
                           "签发人甲",     "基本情况", "警情编号", "0398" };
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (text, wanted[i]));
  g_assert_nonnull (strstr (text, "第1页共1页"));
}

static void
test_metadata (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  char *path = temporary_path ();
  g_assert_true (ht_report_write_pdf (report, path, NULL));
  g_autofree char *facts = run ("pdfinfo", path, NULL);
  remove_path (path);
  if (facts == NULL)
    {
      g_test_skip ("pdfinfo is not installed");
      return;
    }
  g_assert_nonnull (strstr (facts, "突发事件快报"));
  g_assert_nonnull (strstr (facts, "签发人甲"));
  g_assert_nonnull (strstr (facts, "595.28 x 841.89"));
}

/* Every paragraph once and in order over many pages, every page numbered. */
static void
test_pages (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("【%03d】%s", i, PARAGRAPH);
      ht_report_add_paragraph (report, text);
    }
  guint pages = ht_report_count_pages (report);
  g_assert_cmpuint (pages, >=, 3);
  g_autofree char *text = text_of (report);
  if (text == NULL)
    return;
  const char *before = text;
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *mark = g_strdup_printf ("【%03d】", i);
      const char *at = strstr (text, mark);
      g_assert_cmpuint (count (text, mark), ==, 1);
      g_assert_true (at >= before);
      before = at;
    }
  g_assert_cmpuint (count (text, "得到控制"), ==, 40);
  g_assert_cmpuint (count (text, "\f"), ==, pages);
  for (guint i = 1; i <= pages; i++)
    {
      g_autofree char *number = g_strdup_printf ("第%u页共%u页", i, pages);
      g_assert_cmpuint (count (text, number), ==, 1);
    }
}

static GPtrArray *
make_cells (guint rows)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const char *heads[] = { "队伍", "状态", "用时", "车辆与装备" };
  for (guint c = 0; c < 4; c++)
    g_ptr_array_add (cells, g_strdup (heads[c]));
  for (guint r = 0; r < rows; r++)
    {
      g_ptr_array_add (cells, g_strdup_printf ("〔%03u〕", r));
      g_ptr_array_add (cells, g_strdup ("到场"));
      g_ptr_array_add (cells, g_strdup ("4 分 15 秒"));
      g_ptr_array_add (cells,
                       g_strdup (
                           "云梯五十三米、水罐、照明、破拆、空气呼吸器十二具、排烟机与移动供气源、化学洗消"));
    }
  g_ptr_array_add (cells, NULL);
  return cells;
}

/* A table over several pages: every row once, the heads again on each page. */
static void
test_table (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  g_autoptr (GPtrArray) cells = make_cells (70);
  ht_report_add_heading (report, "力量到场");
  ht_report_add_table (report, (const char *const *) cells->pdata, 4);
  guint pages = ht_report_count_pages (report);
  g_assert_cmpuint (pages, >=, 3);
  g_autofree char *text = text_of (report);
  if (text == NULL)
    return;
  g_assert_cmpuint (count (text, "车辆与装备"), ==, pages);
  for (guint r = 0; r < 70; r++)
    {
      g_autofree char *mark = g_strdup_printf ("〔%03u〕", r);
      g_assert_cmpuint (count (text, mark), ==, 1);
    }
}

/* The layout itself: nothing over another, nothing over the foot, columns as wide as the text. */
static void
test_atoms (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  g_autoptr (GPtrArray) cells = make_cells (30);
  HtMapView view = { .theme = ht_theme_get (HT_THEME_LIGHT), .centre = { TOWN_LON, TOWN_LAT }, .zoom = 12 };
  for (int i = 0; i < 8; i++)
    {
      ht_report_add_heading (report, "情况");
      ht_report_add_paragraph (report, PARAGRAPH);
      ht_report_add_fact (report, "地点", PARAGRAPH);
      ht_report_add_picture (report, &view, 0.6, "图");
    }
  ht_report_add_table (report, (const char *const *) cells->pdata, 4);
  ht_report_lay_out (report);
  for (guint i = 0; i < report->atoms->len; i++)
    {
      const HtAtom *atom = &g_array_index (report->atoms, HtAtom, i), *before = atom - 1;
      g_assert_cmpfloat (atom->height, >, 0);
      g_assert_cmpfloat (atom->y + atom->height, <=, HT_REPORT_HEIGHT - 60);
      g_assert_cmpuint (atom->page, <, report->n_pages);
      if (i == 0)
        continue;
      g_assert_cmpuint (atom->page, >=, before->page);
      if (atom->page == before->page)
        g_assert_cmpfloat (atom->y, >=, before->y + before->height - 1e-9);
    }
  const HtBlock *table = g_ptr_array_index (report->blocks, report->blocks->len - 1);
  double width = 0;
  for (guint c = 0; c < table->n_columns; c++)
    {
      g_assert_cmpfloat (table->widths[c], >=, 20);
      width += table->widths[c];
    }
  g_assert_cmpfloat_with_epsilon (width, HT_REPORT_TEXT_WIDTH, 0.01);
}

/* A heading never stands alone at the foot of a page. */
static void
test_heading_keeps (void)
{
  for (int lines = 0; lines < 60; lines++)
    {
      g_autoptr (HtReport) report = ht_report_new (&head);
      for (int i = 0; i < lines; i++)
        ht_report_add_fact (report, "项", "值");
      ht_report_add_heading (report, "标题");
      ht_report_add_paragraph (report, PARAGRAPH);
      ht_report_lay_out (report);
      const HtAtom *heading = &g_array_index (report->atoms, HtAtom, lines);
      g_assert_cmpuint (heading->page, ==, (heading + 1)->page);
    }
}

/* A cell higher than a page is set on a page of its own and does not hang the layout. */
static void
test_monster_cell (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  g_autoptr (GString) endless = g_string_new (NULL);
  for (int i = 0; i < 60; i++)
    g_string_append (endless, PARAGRAPH);
  const char *cells[] = { "甲", "乙", endless->str, endless->str, NULL };
  ht_report_add_table (report, cells, 2);
  ht_report_add_paragraph (report, "结束");
  g_assert_cmpuint (ht_report_count_pages (report), >=, 2);
  g_assert_cmpuint (ht_report_count_pages (report), <=, 4);
}

static void
test_picture (void)
{
  const TownOptions options = { .streets = 9, .bend = 0.1 };
  g_autoptr (HtScene) scene = town_new_scene (&options);
  HtMapView view = {
    .scene = scene, .theme = ht_theme_get (HT_THEME_LIGHT), .centre = { TOWN_LON, TOWN_LAT }, .zoom = 14.5
  };
  g_autoptr (HtReport) report = ht_report_new (&head);
  g_autoptr (HtReport) bare = ht_report_new (&head);
  ht_report_add_picture (report, &view, 0.6, "图一：位置");
  char *path = temporary_path ();
  cairo_surface_t *with = NULL, *without = NULL;
  g_assert_true (ht_report_write_png (report, 0, 72, path, NULL));
  with = cairo_image_surface_create_from_png (path);
  g_assert_true (ht_report_write_png (bare, 0, 72, path, NULL));
  without = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_image_surface_get_width (with), ==, 596);
  g_assert_cmpint (cairo_image_surface_get_height (with), ==, 842);
  g_assert_cmpuint (town_count_differences (with, without, 6), >, 479 * 287 / 2);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
  remove_path (path);
  g_autofree char *text = text_of (report);
  if (text != NULL)
    g_assert_nonnull (strstr (text, "图一：位置"));
}

static void
test_drill (void)
{
  HtReportHead drill = head;
  drill.drill = TRUE;
  drill.banner = "演练";
  g_autoptr (HtReport) report = ht_report_new (&drill);
  for (int i = 0; i < 40; i++)
    ht_report_add_paragraph (report, PARAGRAPH);
  guint pages = ht_report_count_pages (report);
  g_autofree char *text = text_of (report);
  if (text != NULL)
    g_assert_cmpuint (count (text, "演练"), ==, pages);
  char *path = temporary_path ();
  for (guint page = 0; page < pages; page++)
    {
      g_assert_true (ht_report_write_png (report, page, 72, path, NULL));
      cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
      guint32 edge = town_pixel (surface, 300, 8);
      g_assert_cmpuint (edge >> 16 & 255, >, 150);
      g_assert_cmpuint (edge & 255, <, 80);
      cairo_surface_destroy (surface);
    }
  remove_path (path);
}

static void
test_empty (void)
{
  const HtReportHead nothing = { 0 };
  g_autoptr (HtReport) report = ht_report_new (&nothing);
  ht_report_add_heading (report, NULL);
  ht_report_add_paragraph (report, "");
  ht_report_add_fact (report, NULL, NULL);
  g_assert_cmpuint (ht_report_count_pages (report), ==, 1);
  g_autofree char *text = text_of (report);
  if (text != NULL)
    g_assert_nonnull (strchr (text, '/'));
}

/* Adding after laying out lays out again. */
static void
test_grows (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  ht_report_add_paragraph (report, PARAGRAPH);
  g_assert_cmpuint (ht_report_count_pages (report), ==, 1);
  for (int i = 0; i < 30; i++)
    ht_report_add_paragraph (report, PARAGRAPH);
  g_assert_cmpuint (ht_report_count_pages (report), >=, 2);
}

static void
test_unwritable (void)
{
  g_autoptr (HtReport) report = ht_report_new (&head);
  g_autoptr (GError) error = NULL;
  g_assert_false (ht_report_write_pdf (report, "/nonexistent/folder/report.pdf", &error));
  g_assert_error (error, HT_DRAW_ERROR, HT_DRAW_ERROR_UNWRITABLE);
}

static void
test_bad_table (void)
{
  const char *cells[] = { "一", "二", "三", NULL };
  g_autoptr (HtReport) report = ht_report_new (&head);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*n_cells*");
  ht_report_add_table (report, cells, 2);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (report->blocks->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/report/head", test_head);
  g_test_add_func ("/draw/report/metadata", test_metadata);
  g_test_add_func ("/draw/report/pages", test_pages);
  g_test_add_func ("/draw/report/table", test_table);
  g_test_add_func ("/draw/report/atoms", test_atoms);
  g_test_add_func ("/draw/report/heading-keeps", test_heading_keeps);
  g_test_add_func ("/draw/report/monster-cell", test_monster_cell);
  g_test_add_func ("/draw/report/picture", test_picture);
  g_test_add_func ("/draw/report/drill", test_drill);
  g_test_add_func ("/draw/report/empty", test_empty);
  g_test_add_func ("/draw/report/grows", test_grows);
  g_test_add_func ("/draw/report/unwritable", test_unwritable);
  g_test_add_func ("/draw/report/bad-table", test_bad_table);
  return g_test_run ();
}
