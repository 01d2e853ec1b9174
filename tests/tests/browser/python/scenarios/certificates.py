"""Which authorities the browser trusts, and which client certificate it presents."""

from page_driver import Person


def tell(stage, told):
    return {
        "holder": seen(Person(stage, told["authority"], told["pkcs12"], told["password"]), told["address"]),
        "guest": seen(Person(stage, told["authority"]), told["address"]),
        "stranger": seen(Person(stage), told["address"]),
    }


def seen(person, address):
    with person.browser() as page:
        try:
            page.open(address)
        except Exception as error:
            return str(error).splitlines()[0].split(" at ")[0]
        return page.heading
