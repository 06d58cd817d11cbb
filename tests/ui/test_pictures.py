# SPDX-License-Identifier: GPL-3.0-or-later
"""The map's pictures follow what they are of: another palette, another city. Read from the screen's own pixels."""
import unittest

import desk
import picture

# A piece of the map at 1600x900 that no card covers: left, top, width, height.
MAP = (420, 120, 600, 400)
# Ground and roads of the palettes lie far on either side.
DARK, LIGHT = 70, 180
# How much of the map is plain ground: with a town on it, and with one point and the mark of a go-to.
DRAWN, BARE = 0.8, 0.95
POINTS = 'name,lon,lat\n孤点,122.25,31.05\n'


class Pictures (unittest.TestCase):
    def light (self, screen):
        """Mean brightness of the map, 0 to 255, and the share of it that has the commonest one."""
        return picture.measure (screen.pixels (), MAP)

    def test_theme_draws_every_tile_again (self):
        with desk.screen () as screen, screen.open (screen.make_demo ()) as window:
            window.sign_in ()
            window.wait_until (lambda: self.light (screen)[1] < DRAWN, 'a drawn map')
            self.assertLess (self.light (screen)[0], DARK)
            window.command ('theme light', 'Theme: light')
            window.wait_until (lambda: self.light (screen)[0] > LIGHT, 'a light map')
            window.command ('theme dark', 'Theme: dark')
            window.wait_until (lambda: self.light (screen)[0] < DARK, 'a dark map again')
            window.quit ()

    def test_another_city_leaves_nothing_of_the_first (self):
        """A city with one point where the town stands: nothing of the town's streets may remain."""
        with desk.screen () as screen:
            points, lonely = screen.folder / 'points.csv', screen.folder / 'lonely.city'
            points.write_text (POINTS, encoding='utf-8')
            desk.ctl ('import', points, '--into', lonely, '--as', 'points')
            with screen.open (screen.make_demo ()) as window:
                window.sign_in ()
                window.wait_until (lambda: self.light (screen)[1] < DRAWN, 'the town on the map')
                window.stand_still ()
                print ('ground of the town', self.light (screen)[1])
                window.press ('F10')
                window.expect ('Open a city', 'menu item')
                window.press ('Return')
                window.expect ('City file')
                for _turn in range (8):
                    if window.focused () == ('text', 'City file'):
                        break
                    window.press ('Tab')
                window.type (str (lonely))
                window.press ('Return')
                window.expect_gone ('City file')
                window.become_first_officer ()
                window.command ('31.05, 122.25', '31.05')
                window.wait_until (lambda: self.light (screen)[1] > BARE, 'the town gone from the map')
                window.shoot ('pictures-lonely')
                window.quit ()


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
