//! A deployment of Sceau: the configuration of each zone, its first files, keys and databases, and the zones as the program runs them.

pub mod configuration;
pub mod installation;
pub mod zones;
