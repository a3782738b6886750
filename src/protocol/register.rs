//! `jabber:iq:register` (XEP-0077).
