# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every panel, in both languages, dark and light and with large text, for people to look at."""
import os
import pathlib
import unittest

import desk


class Looks (unittest.TestCase):
    def set_preferences (self, screen, theme, scale):
        folder = pathlib.Path (os.environ['XDG_CONFIG_HOME']) / 'haitang'
        folder.mkdir (parents=True, exist_ok=True)
        (folder / 'desk.ini').write_text (f'[desk]\ntheme={theme}\ntext-scale={scale}\n', encoding='utf-8')

    def shoot_all (self, screen, language, theme, scale=100, arguments=()):
        self.set_preferences (screen, theme, scale)
        city = screen.make_demo (f'{language}-{theme}-{scale}.city')
        name = f'{language}-{theme}' + (f'-{scale}' if scale != 100 else '') + ('-drill' if arguments else '')
        with screen.open (city, '--lang', language, *arguments) as window:
            window.expect ('', 'password text')
            self.shoot (window, f'{name}-1-sign-in')
            window.type ('1111')
            window.press ('Return')
            window.expect_gone ('', 'password text')
            window.press ('i')
            window.wait_until (lambda: (window.focused () or ('', ''))[0] == 'text', 'the focus in the place field')
            window.type ('bailulu')
            window.expect ('白鹭路', 'list item')
            self.shoot (window, f'{name}-2-form')
            window.press ('Return', '2', 'ctrl+Return')
            window.wait_until (lambda: self.count (window, 'list item') >= 2, 'teams advised')
            self.shoot (window, f'{name}-3-advice')
            window.press ('ctrl+Return')
            window.stand_still ()
            window.press ('a', 'r', 'k')
            self.shoot (window, f'{name}-4-sent')
            window.press ('ctrl+2', 'slash')
            window.type ('hai')
            self.shoot (window, f'{name}-5-command-log')
            window.press ('Escape', 'ctrl+3', 'c')
            self.shoot (window, f'{name}-6-close-view')
            window.press ('Escape', 'question')
            self.shoot (window, f'{name}-7-keys')
            window.press ('Escape', 'ctrl+o')
            self.shoot (window, f'{name}-8-import')
            window.press ('Escape')
            window.quit ()

    @staticmethod
    def shoot (window, name):
        window.stand_still ()
        window.shoot (name)

    @staticmethod
    def count (window, role):
        return len (window.walk (lambda node: node.role == role))

    def test_english_dark (self):
        with desk.screen () as screen:
            self.shoot_all (screen, 'en', 'dark')

    def test_chinese_dark (self):
        with desk.screen ((1920, 1080)) as screen:
            self.shoot_all (screen, 'zh_CN', 'dark')

    def test_chinese_light_drill (self):
        with desk.screen () as screen:
            self.shoot_all (screen, 'zh_CN', 'light', arguments=('--drill',))

    def test_english_large_text (self):
        with desk.screen () as screen:
            self.shoot_all (screen, 'en', 'light', 200)


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
