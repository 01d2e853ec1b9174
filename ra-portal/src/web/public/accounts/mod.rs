//! Sign-up, sign-in, sign-out and forgotten password. All but sign-out are completed with a code sent by mail.

pub(crate) mod code;
mod forgotten_password;
mod new_password;
mod notice;
mod pending;
mod sign_in;
mod sign_out;
mod sign_up;

pub(crate) use sign_out::signed_out;

use registration::access::Action::{SignIn, SignOut};

use crate::web::Entrance::Public;
use crate::web::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(Public, "/sign-up", SignIn, sign_up::show),
        Route::post(Public, "/sign-up", SignIn, sign_up::submit),
        Route::get(Public, "/sign-up/code", SignIn, code::show),
        Route::post(Public, "/sign-up/code", SignIn, code::submit),
        Route::post(Public, "/sign-up/code/resend", SignIn, code::resend),
        Route::get(Public, "/sign-in", SignIn, sign_in::show),
        Route::post(Public, "/sign-in", SignIn, sign_in::submit),
        Route::get(Public, "/sign-in/code", SignIn, code::show),
        Route::post(Public, "/sign-in/code", SignIn, code::submit),
        Route::post(Public, "/sign-in/code/resend", SignIn, code::resend),
        Route::get(Public, "/forgotten-password", SignIn, forgotten_password::show),
        Route::post(Public, "/forgotten-password", SignIn, forgotten_password::submit),
        Route::get(Public, "/forgotten-password/code", SignIn, code::show),
        Route::post(Public, "/forgotten-password/code", SignIn, code::submit),
        Route::post(Public, "/forgotten-password/code/resend", SignIn, code::resend),
        Route::get(Public, "/forgotten-password/new", SignIn, new_password::show),
        Route::post(Public, "/forgotten-password/new", SignIn, new_password::submit),
        Route::post(Public, "/sign-out", SignOut, sign_out::submit),
    ]
}
