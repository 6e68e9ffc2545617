"""The course on Django's sessions: its words, its rooms, and how to add to them.

Words
=====

exchange    one HTTP request and its response, passed through Django's ``SessionMiddleware`` and recorded
finding     one true statement about an exchange, with a name, a test on the record and a sentence
picture     the round trip of an exchange, drawn from its findings
operation   a Django view of a few lines that does one thing to the reader's own session
question    what a reader is asked before an operation runs; each choice has a condition on the record, and states
            that cannot decide it are named
lesson      prose that puts operations in order
article     what the reference says of one public name of Django's
exercise    a starter file, a task, hints and checks, run in a lab
look        one reading of the reader's session that changes nothing

Rooms
=====

A room may import the rooms listed with it, itself, and of the library whatever it needs. A test holds this.

exchange    one pass of a request: run, record, findings, picture, contents, JSON; how a store is read. Imports: none
panel       the reader's session, live: looks, cookies, raw text, middleware, toolbar. Imports: exchange
lab         browsers, a clock, a store and a sandbox for one story. Imports: exchange
lessons     a folder for each lesson; operations, questions, running, accounts. Imports: exchange, panel
reference   every public name of the session framework, its sentence and its proof. Imports: lessons
exercises   the runner; the exercises themselves are under ``tests/exercises/``. Imports: exchange, lab, lessons

Beside the rooms stand ``models`` and ``migrations``, which import nothing of the course, and ``accounts``, whose path
stands in stored sessions. ``views``, ``urls``, ``templatetags``, ``management`` and ``apps`` stand on top and may
import every room. The library never imports the course. Templates and tests lie in rooms of the same names.

How to add
==========

An operation
    1. Write a view in ``lessons/<lesson>/operations.py`` under ``@operation("Title")``.
    2. Place it in the prose, ``templates/course/lessons/<slug>.html``: ``{% operation "name" %}``.
    3. If readers should predict what it does, add a ``Question`` to ``lessons/<lesson>/questions.py``, and to
       ``tests/course/lessons/verdicts.py`` when each of its choices is true.
    4. Test what it shows in ``tests/course/lessons/test_<lesson>.py``.

A finding
    1. Write its test on the record in ``exchange/findings.py``, and its sentence in ``exchange/sentences.py``.
    2. Decide it from outside in ``tests/course/exchange/truth/oracle.py``, with a cell where it is true in
       ``test_truth.py`` and its sentence in ``test_sentences.py``. The truth table runs it in every state.

A lesson
    1. Make the folder ``lessons/<lesson>/``, named like the slug with underscores, with ``TITLE`` and ``AIM``.
    2. Give it ``operations.py``, and ``questions.py`` with a dictionary ``QUESTIONS``, at least two.
    3. Put its slug into ``ORDER`` in ``lessons/collection.py``.
    4. Write its prose in ``templates/course/lessons/<slug>.html``.
    5. Put the code that readers build into ``lessons/<lesson>/build/``, print it with ``{% build "mysite/urls.py" %}``
       below the heading "Build it yourself", and follow it in ``tests/course/lessons/test_build_it_yourself.py``.
    6. Test it in ``tests/course/lessons/test_<lesson>.py``, whose docstring begins with the title.

An exercise
    1. Make the folder ``tests/exercises/<name>/`` and put its name into ``tests/exercises/order.txt``.
    2. Write ``exercise.py``: an ``Exercise`` called ``exercise``, and its checks under ``@exercise.check()``.
    3. Write ``starter.py`` and ``solution.py``.
    4. Write another right answer, ``right_….py``, and at least three wrong ones, ``wrong_….py``, whose docstrings say
       at which check they fail and with which sentence.
    5. Run ``pytest tests/exercises/test_trust.py``.

A sentence of the reference
    1. Find the name's anchor on the page, such as ``SessionBase.get``.
    2. Write the sentence in the module of ``reference/shown/`` for its group, with ``live`` and the operations that
       show it, or with ``told`` and the lesson that explains it.
    3. Test the sentence in ``tests/course/reference/test_sentences.py``.
"""
