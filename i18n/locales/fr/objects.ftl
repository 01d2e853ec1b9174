### The objects that hold certificates, as variables of texts. All nouns are feminine in French.
object-card = la carte
object-usb-key = la clé USB
object-your-card = votre carte
object-your-usb-key = votre clé USB
