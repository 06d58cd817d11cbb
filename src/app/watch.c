/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/watch.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define LIMIT_MS 5.0
#define SAMPLE_NS 1000000
#define MAX_SAMPLES 64
#define MAX_DEPTH 160
#define NAME_SIZE 48
#define MAX_CHAIN 5

typedef struct
{
  void *frames[MAX_DEPTH];
  int n_frames;
} Sample;

/* What the timer's handler writes and the end of a turn reads: both in the main thread. */
static Sample samples[MAX_SAMPLES];
static volatile sig_atomic_t n_samples;
static char source_name[NAME_SIZE];

static FILE *out;
static timer_t timer;
static volatile sig_atomic_t writing; /* the watch itself is busy */
static volatile gint64 begin_us;      /* 0: waiting for events */
static double begin_cpu_ms;
static long begin_switches;
static void *own_base; /* where this program is loaded */
static int n_root;     /* its functions below every stack: main and what called it */

static double
get_cpu_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static long
get_switches (void)
{
  struct rusage usage;
  getrusage (RUSAGE_THREAD, &usage);
  return usage.ru_nivcsw;
}

/* The main thread has been busy for too long: notes where. */
static void
on_timer (int number)
{
  if (begin_us == 0 || writing || n_samples >= MAX_SAMPLES)
    return;
  Sample *sample = &samples[n_samples];
  sample->n_frames = backtrace (sample->frames, MAX_DEPTH);
  n_samples++;
  GSource *source = g_main_current_source ();
  const char *name = source != NULL ? g_source_get_name (source) : NULL;
  g_strlcpy (source_name, name != NULL ? name : "-", sizeof source_name);
}

static gboolean
is_own (void *address, Dl_info *info)
{
  return dladdr (address, info) != 0 && info->dli_fbase == own_base;
}

static int
count_own (void *const *frames, int n_frames)
{
  Dl_info info;
  int n = 0;
  for (int i = 0; i < n_frames; i++)
    n += is_own (frames[i], &info);
  return n;
}

/* "haitang+0x1f2e<haitang+0x34aa" for the innermost functions of this program, else the library that was
 * running. */
static char *
dup_place (const Sample *sample, gboolean *own)
{
  Dl_info info;
  /* The first is the handler; the root is below everything, unless the stack was cut off above it. */
  int rest = count_own (sample->frames, sample->n_frames) - 1;
  int limit = sample->n_frames == MAX_DEPTH ? 0 : n_root;
  int n = 0;
  GString *chain = g_string_new (NULL);
  *own = rest > limit;
  for (int i = 1; *own && i < sample->n_frames && n < MIN (rest - limit, MAX_CHAIN); i++)
    if (is_own (sample->frames[i], &info))
      g_string_append_printf (chain, "%shaitang+0x%tx", n++ > 0 ? "<" : "",
                              (char *) sample->frames[i] - (char *) own_base);
  if (n > 0)
    return g_string_free (chain, FALSE);
  g_string_free (chain, TRUE);
  /* 0: handler, 1: the kernel's return from it. */
  if (*own || sample->n_frames < 3 || dladdr (sample->frames[2], &info) == 0)
    return g_strdup ("?");
  return g_path_get_basename (info.dli_fname);
}

static void
write_places (void)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int n_own = 0;
  for (int i = 0; i < n_samples; i++)
    {
      gboolean own;
      char *place = dup_place (&samples[i], &own);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (places, place));
      g_hash_table_insert (places, place, GUINT_TO_POINTER (n + 1));
      n_own += own;
    }
  fprintf (out, "\tsource=%s\tsamples=%d\tours=%d\tin=", source_name, (int) n_samples, n_own);
  GHashTableIter iter;
  gpointer place, n;
  g_hash_table_iter_init (&iter, places);
  for (const char *comma = ""; g_hash_table_iter_next (&iter, &place, &n); comma = ",")
    fprintf (out, "%s%s:%u", comma, (const char *) place, GPOINTER_TO_UINT (n));
}

static void
set_timer (long first_ns)
{
  const struct itimerspec when = { .it_value.tv_nsec = first_ns, .it_interval.tv_nsec = SAMPLE_NS };
  const struct itimerspec never = { 0 };
  timer_settime (timer, 0, first_ns > 0 ? &when : &never, NULL);
}

static void
end_turn (void)
{
  gint64 turn_us = begin_us;
  begin_us = 0; /* no samples of the watch itself */
  set_timer (0);
  double wall_ms = (double) (g_get_monotonic_time () - turn_us) / 1e3;
  double cpu_ms = get_cpu_ms () - begin_cpu_ms;
  double at_s = (double) turn_us / 1e6;
  if (wall_ms > LIMIT_MS)
    {
      fprintf (out, "turn\tat=%.4f\twall=%.2f\tcpu=%.2f\tpreempted=%ld", at_s, wall_ms, cpu_ms,
               get_switches () - begin_switches);
      write_places ();
      fputc ('\n', out);
      fflush (out);
    }
  n_samples = 0;
  g_strlcpy (source_name, "-", sizeof source_name);
}

static int
watched_poll (GPollFD *fds, guint n_fds, int timeout_ms)
{
  if (begin_us != 0)
    end_turn ();
  int answer = g_poll (fds, n_fds, timeout_ms);
  begin_switches = get_switches ();
  begin_cpu_ms = get_cpu_ms ();
  begin_us = g_get_monotonic_time ();
  set_timer ((long) (LIMIT_MS * 1e6) - SAMPLE_NS);
  return answer;
}

static gboolean
start_timer (void)
{
  struct sigaction action = { .sa_handler = on_timer, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN + 2 };
  event._sigev_un._tid = gettid ();
  return sigaction (event.sigev_signo, &action, NULL) == 0
         && timer_create (CLOCK_MONOTONIC, &event, &timer) == 0;
}

void
ht_watch_start (void)
{
  const char *path = g_getenv ("HT_WATCH");
  Dl_info info;
  void *frames[MAX_DEPTH];
  if (path == NULL || *path == '\0')
    return;
  /* The first call loads what the handler must not load. */
  int n_frames = backtrace (frames, MAX_DEPTH);
  dladdr ((void *) ht_watch_start, &info);
  own_base = info.dli_fbase;
  n_root = count_own (frames, n_frames) - 1;
  out = g_str_equal (path, "-") ? stderr : fopen (path, "we");
  if (out == NULL || !start_timer ())
    {
      g_message ("HT_WATCH: %s: %s", path, g_strerror (errno));
      out = NULL;
      return;
    }
  g_main_context_set_poll_func (NULL, watched_poll);
}

/* --- frames --- */

enum
{
  BEFORE,
  UPDATE,
  LAYOUT,
  PAINT,
  N_PHASES
};
static gint64 phase_us[N_PHASES];
static gint64 last_frame_us;

static void
on_phase (GdkFrameClock *clock, gpointer phase)
{
  phase_us[GPOINTER_TO_INT (phase)] = g_get_monotonic_time ();
}

static double
get_phase_ms (int phase)
{
  /* A phase nobody asked for is left out by the clock. */
  gint64 before_us = 0;
  for (int i = 0; i < phase; i++)
    before_us = MAX (before_us, phase_us[i]);
  return phase_us[phase] > before_us ? (double) (phase_us[phase] - before_us) / 1e3 : 0;
}

static void
on_after_paint (GdkFrameClock *clock, gpointer unused)
{
  gint64 frame_us = gdk_frame_clock_get_frame_time (clock);
  writing = 1;
  double interval_ms = last_frame_us > 0 ? (double) (frame_us - last_frame_us) / 1e3 : 0;
  fprintf (out, "frame\tat=%.4f\tinterval=%.2f\tupdate=%.2f\tlayout=%.2f\tpaint=%.2f\n",
           (double) frame_us / 1e6, interval_ms, get_phase_ms (UPDATE), get_phase_ms (LAYOUT),
           get_phase_ms (PAINT));
  last_frame_us = frame_us;
  memset (phase_us, 0, sizeof phase_us);
  writing = 0;
}

static void
on_realized (GtkWidget *window)
{
  static const char *const names[N_PHASES] = { "before-paint", "update", "layout", "paint" };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  for (int i = 0; i < N_PHASES; i++)
    g_signal_connect_after (clock, names[i], G_CALLBACK (on_phase), GINT_TO_POINTER (i));
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
}

void
ht_watch_window (GtkWidget *window)
{
  if (out != NULL)
    g_signal_connect_after (window, "realize", G_CALLBACK (on_realized), NULL);
}
