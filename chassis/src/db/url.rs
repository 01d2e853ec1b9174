//! Database URLs in configuration.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};
use sqlx::postgres::PgConnectOptions;

/// A database URL: `sqlite:PATH`, `postgres://…` or `postgresql://…`. `Debug` and `Display` hide the credentials.
#[derive(Clone)]
pub struct DatabaseUrl(pub(super) Place);

#[derive(Clone)]
pub(super) enum Place {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

/// Why a database URL is invalid. The text itself is not included, because it may contain a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDatabaseUrl {
    /// Another scheme.
    #[error("a database URL is sqlite:PATH or postgres://…")]
    UnknownScheme,
    /// `sqlite:` without a path, or with a name that denotes a database in memory.
    #[error("sqlite: must be followed by the path of a file")]
    NoPath,
    /// Not a PostgreSQL connection URL.
    #[error("not a URL of the form postgres://USER:PASSWORD@HOST:PORT/DATABASE?PARAMETERS")]
    Malformed,
}

impl DatabaseUrl {
    /// A SQLite database in a file.
    #[must_use]
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self(Place::Sqlite(path.into()))
    }
}

impl FromStr for DatabaseUrl {
    type Err = BadDatabaseUrl;

    fn from_str(text: &str) -> Result<Self, BadDatabaseUrl> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            if path.is_empty() || path.starts_with(':') {
                return Err(BadDatabaseUrl::NoPath);
            }
            return Ok(Self::sqlite(path));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let options = text.parse().map_err(|_| BadDatabaseUrl::Malformed)?;
            return Ok(Self(Place::Postgres(Box::new(options))));
        }
        Err(BadDatabaseUrl::UnknownScheme)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Place::Postgres(options) => {
                f.write_str("postgres://")?;
                match options.get_socket() {
                    Some(folder) => write!(f, "{}", folder.display())?,
                    None => write!(f, "{}:{}", options.get_host(), options.get_port())?,
                }
                write!(f, "/{}", options.get_database().unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for DatabaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_and_display_hide_credentials() {
        let url: DatabaseUrl = "postgres://clerk:opensesame@db.sceau.example.org:5433/ca".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://db.sceau.example.org:5433/ca");
        assert_eq!(format!("{url:?}"), url.to_string());
        let url: DatabaseUrl = "postgres:///ca?host=/run/postgresql&user=clerk&password=opensesame".parse().unwrap();
        assert_eq!(url.to_string(), "postgres:///run/postgresql/ca");
    }

    #[test]
    fn invalid_urls_are_refused_with_the_reason() {
        let refusal = |text: &str| text.parse::<DatabaseUrl>().err();
        assert_eq!(refusal("mysql://db.sceau.example.org/ca"), Some(BadDatabaseUrl::UnknownScheme));
        assert_eq!(refusal("/var/lib/sceau/ca.db"), Some(BadDatabaseUrl::UnknownScheme));
        assert_eq!(refusal("sqlite:"), Some(BadDatabaseUrl::NoPath));
        assert_eq!(refusal("sqlite::memory:"), Some(BadDatabaseUrl::NoPath));
        assert_eq!(refusal("postgres://db.sceau.example.org:port/ca"), Some(BadDatabaseUrl::Malformed));
    }
}
