/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/secret.h"
#include "store/error.h"
#include "store/local.h"
#include "store/store-private.h"

/* NIST SP 800-63B, 5.2.2 asks for a limit on guesses; a desk must not lock its people out for good. */
#define FREE_TRIES 3
#define FIRST_WAIT_S 30
#define LONGEST_WAIT_S 900

typedef struct
{
  char person[HT_UUID_TEXT_SIZE];
  char *verifier; /* found, or to be set; NULL: forget */
  gint64 now_us;
} Attempt;

static void
attempt_clear (Attempt *attempt)
{
  g_clear_pointer (&attempt->verifier, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attempt, attempt_clear)

static Attempt
attempt_of (const HtUuid *person)
{
  Attempt attempt = { .now_us = ht_clock_now_us () };
  ht_uuid_write (person, attempt.person);
  return attempt;
}

/* Seconds a person still waits after @failed wrong PINs, the last at @failed_us. A stamp in the future is
 * from a clock that has been set back since: the distance counts, or nobody could sign in until that day. */
static gint64
seconds_to_wait (gint64 failed, gint64 failed_us, gint64 now_us)
{
  if (failed < FREE_TRIES)
    return 0;
  gint64 wait = failed - FREE_TRIES < 10 ? FIRST_WAIT_S << (failed - FREE_TRIES) : LONGEST_WAIT_S;
  gint64 passed = ABS (now_us - failed_us) / G_USEC_PER_SEC;
  return MAX (0, MIN (wait, LONGEST_WAIT_S) - passed);
}

/* Finds the verifier; refuses where there is none or the person must wait. */
static gboolean
find_verifier (HtDb *db, Attempt *attempt, gboolean wait, GError **error)
{
  g_autoptr (HtStatement) find
      = ht_db_prepare (db, "SELECT verifier, failed, failed_us FROM credential WHERE person = ?1", error);
  if (find == NULL)
    return FALSE;
  ht_statement_bind_text (find, 1, attempt->person);
  HtStep step = ht_statement_step (find, error);
  if (step == HT_STEP_DONE)
    g_set_error_literal (error, HT_STORE_ERROR, HT_STORE_ERROR_DENIED,
                         _ ("This person has no PIN at this desk: an administrator can set one."));
  if (step != HT_STEP_ROW)
    return FALSE;
  attempt->verifier = g_strdup (ht_statement_get_text (find, 0));
  gint64 seconds
      = seconds_to_wait (ht_statement_get_int (find, 1), ht_statement_get_int (find, 2), attempt->now_us);
  if (seconds == 0 || !wait)
    return TRUE;
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_DENIED, _ ("Too many wrong PINs: try again in %ld s."),
               (long) seconds);
  return FALSE;
}

/* Counts the attempt as failed before it is checked, so that neither a killed program nor two attempts at
 * once get free guesses. */
static gboolean
work_charge (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  Attempt *attempt = data;
  if (!find_verifier (db, attempt, TRUE, error))
    return FALSE;
  g_autoptr (HtStatement) charge
      = ht_db_prepare (db, "UPDATE credential SET failed = failed + 1, failed_us = ?2 WHERE person = ?1",
                       error);
  if (charge == NULL)
    return FALSE;
  ht_statement_bind_text (charge, 1, attempt->person);
  ht_statement_bind_int (charge, 2, attempt->now_us);
  return ht_statement_run (charge, error);
}

static gboolean
work_clear (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  Attempt *attempt = data;
  g_autoptr (HtStatement) clear
      = ht_db_prepare (db, "UPDATE credential SET failed = 0, failed_us = 0 WHERE person = ?1", error);
  if (clear == NULL)
    return FALSE;
  ht_statement_bind_text (clear, 1, attempt->person);
  return ht_statement_run (clear, error);
}

static gboolean
work_set (HtDb *db, gpointer data, HtChange *change, GError **error)
{
  static const char upsert[]
      = "INSERT INTO credential (person, verifier) VALUES (?1, ?2) "
        "ON CONFLICT (person) DO UPDATE SET verifier = excluded.verifier, failed = 0, failed_us = 0";
  Attempt *attempt = data;
  g_autoptr (HtStatement) write
      = ht_db_prepare (db, attempt->verifier != NULL ? upsert : "DELETE FROM credential WHERE person = ?1",
                       error);
  if (write == NULL)
    return FALSE;
  ht_statement_bind_text (write, 1, attempt->person);
  if (attempt->verifier != NULL)
    ht_statement_bind_text (write, 2, attempt->verifier);
  return ht_statement_run (write, error);
}

gboolean
ht_store_set_pin (HtStore *store, const HtUuid *person, const char *pin, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && person != NULL, FALSE);
  g_autoptr (GError) local = NULL;
  g_auto (Attempt) attempt = attempt_of (person);
  if (pin != NULL && ht_secret_check_pin (pin, &local))
    attempt.verifier = ht_secret_new_verifier (pin, &local);
  if (local == NULL)
    return ht_store_write (store, work_set, &attempt, NULL, error);
  g_set_error_literal (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID, local->message);
  return FALSE;
}

/* Nothing can be counted in a file that is not written; nothing can be done with the sign-in either. */
static gboolean
check_without_counting (HtStore *store, Attempt *attempt, const char *pin, GError **error)
{
  HtDb *db = ht_store_borrow_reader (store, error);
  gboolean found = db != NULL && find_verifier (db, attempt, FALSE, error);
  ht_store_return_reader (store, db);
  return found && ht_secret_verify (attempt->verifier, pin);
}

gboolean
ht_store_check_pin (HtStore *store, const HtUuid *person, const char *pin, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && person != NULL && pin != NULL, FALSE);
  g_auto (Attempt) attempt = attempt_of (person);
  if (ht_store_is_read_only (store))
    return check_without_counting (store, &attempt, pin, error);
  if (!ht_store_write (store, work_charge, &attempt, NULL, error)
      || !ht_secret_verify (attempt.verifier, pin))
    return FALSE;
  return ht_store_write (store, work_clear, &attempt, NULL, error);
}

gboolean
ht_store_has_pin (HtStore *store, const HtUuid *person, gboolean *has, GError **error)
{
  g_return_val_if_fail (HT_IS_STORE (store) && person != NULL && has != NULL, FALSE);
  g_auto (Attempt) attempt = attempt_of (person);
  g_autoptr (GError) local = NULL;
  HtDb *db = ht_store_borrow_reader (store, error);
  if (db == NULL)
    return FALSE;
  *has = find_verifier (db, &attempt, FALSE, &local);
  ht_store_return_reader (store, db);
  if (local == NULL || g_error_matches (local, HT_STORE_ERROR, HT_STORE_ERROR_DENIED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
