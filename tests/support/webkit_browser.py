#!/usr/bin/python3
"""A window of WebKitGTK for in-webkit.ts: the driver starts it, asks for its one tab and leads that.

It runs the script in the file FIRST_SCRIPT in every document before the page's own scripts, which not every version of
WebKitGTK's own MiniBrowser can be told to. It keeps everything in memory.
"""

import os

import gi

gi.require_version('Gtk', '3.0')
gi.require_version('WebKit2', '4.1')
from gi.repository import Gtk, WebKit2


def named(session):
    """Says what the driver reads as the browser's name and version."""
    info = WebKit2.ApplicationInfo.new()
    info.set_name('WebKitGTK')
    info.set_version(
        WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version()
    )
    session.set_application_info(info)


def tab(context):
    with open(os.environ['FIRST_SCRIPT'], encoding='utf-8') as file:
        first = WebKit2.UserScript.new(
            file.read(),
            WebKit2.UserContentInjectedFrames.ALL_FRAMES,
            WebKit2.UserScriptInjectionTime.START,
            None,
            None,
        )
    content = WebKit2.UserContentManager()
    content.add_script(first)
    view = WebKit2.WebView(
        web_context=context, user_content_manager=content, is_controlled_by_automation=True
    )
    view.connect('close', lambda _: Gtk.main_quit())
    window = Gtk.Window()
    window.add(view)
    window.show_all()
    return view


def begin(context, session):
    named(session)
    session.connect('create-web-view', lambda _: tab(context))


context = WebKit2.WebContext.new_ephemeral()
context.set_automation_allowed(True)
context.connect('automation-started', begin)
Gtk.main()
