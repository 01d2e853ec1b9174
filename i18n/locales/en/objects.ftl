### The objects that hold certificates, as variables of texts.
object-card = the card
object-usb-key = the USB key
object-your-card = your card
object-your-usb-key = your USB key
