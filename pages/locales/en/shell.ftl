### What every page has, and the pages that say why nothing was done. A zone replaces a text by having one under the same key.

shell-skip = Skip to content
shell-navigation = Main navigation
shell-errors = Something needs correcting
shell-error-title = Error: { $title }
shell-day = Day
shell-month = Month
shell-year = Year

fault-home = Back to the home page
fault-not-found-title = Page not found
fault-not-found-text = There is no page at this address. If you copied it, check it; if a link led you here, it may have expired.
fault-method-title = Page not found
fault-method-text = This address does not open directly. Go back to the previous page and use the form's button.
fault-forbidden-title = Access refused
fault-forbidden-text = Your profile does not allow this.
fault-foreign-form-title = Form refused
fault-foreign-form-text = This form does not come from one of our pages, or your browser does not say so. Nothing was done. Open the page from our site and try again.
fault-unreadable-title = Unreadable form
fault-unreadable-text = What your browser sent could not be read. Nothing was done. Go back to the previous page and try again.
fault-too-large-title = Too large
fault-too-large-text = What you sent is larger than what is accepted. Nothing was done. Go back to the previous page: it says which size is possible.
fault-too-slow-title = Too slow
fault-too-slow-text = The form did not arrive whole within twenty seconds. Nothing was done. Go back to the previous page and send it again.
fault-too-many-uploads-title = Too many uploads at once
fault-too-many-uploads-text = Wait for an upload that is under way to end, then try again. Files that have arrived are kept.
fault-changed-meanwhile-title = Changed meanwhile
fault-changed-meanwhile-text = Somebody changed the same thing while you were reading the page. Nothing was done. Go back to the previous page, reload it, and try again if it is still useful.
fault-unavailable-title = Service unavailable at the moment
fault-unavailable-text = Part of the service does not answer. Nothing is lost. Try again in a few minutes.
fault-incident-title = Something is broken here
fault-incident-text = This is incident { $incident }. Trying again does not help, and what you sent may not have been done. Call or write to support and give this number: it lets them find the cause.
