"""Inspects a good page, without JavaScript, and a bad one."""

from page_driver import Person


def tell(stage, told):
    person = Person(stage, told["authority"])
    faults = {}
    with person.browser(javascript=False) as page:
        page.open(told["good"])
        faults["good"] = page.inspect("good")
    with person.browser() as page:
        page.open(told["bad"])
        faults["bad"] = page.inspect("bad")
    return faults
