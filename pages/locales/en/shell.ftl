### What every page has, and the pages that say why nothing was done. A zone replaces a text by having one under the same key.

shell-skip = Skip to content
shell-navigation = Main navigation
shell-errors = There is a problem
shell-error-title = Error: { $title }
shell-day = Day
shell-month = Month
shell-year = Year

fault-home = Back to the home page
fault-not-found-title = Page not found
fault-not-found-text = There is no page at this address. If you copied it, check it; if a link led you here, it may have expired.
fault-method-title = Page not found
fault-method-text = This address cannot be opened directly. Go back to the previous page and use the button on the form.
fault-forbidden-title = Access denied
fault-forbidden-text = You do not have permission to do this.
fault-foreign-form-title = Form not accepted
fault-foreign-form-text = This form does not come from one of our pages, or your browser does not say so. Nothing was recorded. Open the page from our site and try again.
fault-unreadable-title = Unreadable form
fault-unreadable-text = What your browser sent could not be read. Nothing was done. Go back to the previous page and try again.
fault-too-large-title = Upload too large
fault-too-large-text = What you sent is too large. Nothing was recorded. Go back to the previous page: it gives the limit.
fault-too-slow-title = Upload too slow
fault-too-slow-text = What you were sending arrived too slowly, and we stopped waiting. What was already saved is kept. Go back to the previous page and try again, with a better connection if you can.
fault-too-many-uploads-title = Too many uploads at once
fault-too-many-uploads-text = Wait for one of your uploads to finish, then try again. Files that have arrived are kept.
fault-changed-meanwhile-title = Changed in the meantime
fault-changed-meanwhile-text = Somebody changed the same thing while you were reading the page. Your change was not recorded. Go back to the previous page, reload it, and try again if it is still needed.
fault-unavailable-title = Service temporarily unavailable
fault-unavailable-text = Part of the service is not responding. Nothing is lost. Try again in a few minutes.
fault-incident-title = Something went wrong
fault-incident-text = Incident { $incident }. Trying again will not help, and what you sent may not have been recorded. Give this number to support so that they can find the cause.
fault-busy-title = Very busy at the moment
fault-busy-text = Many people are signing in at the same time. Nothing was done. Try again in a minute.
fault-typed = What you had entered, to copy
fault-back = Back to the page
