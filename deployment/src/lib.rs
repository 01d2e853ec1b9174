//! Deployment of Sceau: configuration of each zone, creation of its files, keys and databases, and the zones as the program runs them.

pub mod configuration;
pub mod evidence;
pub mod installation;
pub mod zones;
