//! Contact data as documents show them.

use serde::Serialize;

use crate::markdown::is_followed;
use crate::profile::Basics;

/// Characters of contact data that fit on a line of a page.
const CONTACT_LINE: usize = 88;

/// Characters that a separator between two of them takes.
const SEPARATOR: usize = 3;

/// A way to reach the person, or an address that an entry shows.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// What is shown; complete in print.
    pub text: String,
    /// Where it leads, if a reader can be sent there.
    pub url: Option<String>,
    /// What it is; a page shows it without saying so, but a form has a field for each.
    #[serde(skip)]
    pub kind: ContactKind,
}

/// What a way to reach the person is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ContactKind {
    Location,
    Email,
    Phone,
    Website,
    /// An account on the network of that name.
    Account(String),
}

/// The contact data in lines of about equal length.
pub(super) fn contacts(basics: &Basics) -> Vec<Vec<Contact>> {
    let contacts = all_contacts(basics);
    let length = |contact: &Contact| contact.text.chars().count() + SEPARATOR;
    let total: usize = contacts.iter().map(length).sum();
    let count = total.div_ceil(CONTACT_LINE).max(1);
    let mut lines: Vec<Vec<Contact>> = vec![Vec::new()];
    let mut filled = 0;
    for contact in contacts {
        // A line ends where its share of the whole is reached, counting half of what would come next.
        let share = total * lines.len() / count;
        if lines.len() < count && filled + length(&contact) / 2 > share {
            lines.push(Vec::new());
        }
        filled += length(&contact);
        if let Some(line) = lines.last_mut() {
            line.push(contact);
        }
    }
    lines
}

fn all_contacts(basics: &Basics) -> Vec<Contact> {
    let place = |text: &String| Contact { text: text.clone(), url: None, kind: ContactKind::Location };
    let mut contacts: Vec<Contact> = basics.location.iter().map(place).collect();
    let (text, url) = (basics.email.clone(), Some(format!("mailto:{}", basics.email)));
    contacts.push(Contact { text, url, kind: ContactKind::Email });
    contacts.extend(basics.phone.iter().map(|phone| {
        let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let url = (!number.is_empty()).then(|| format!("tel:{number}"));
        Contact { text: phone.clone(), url, kind: ContactKind::Phone }
    }));
    contacts.extend(basics.url.iter().map(|url| link(url)));
    for profile in &basics.profiles {
        let text = match (&profile.url, &profile.username) {
            (Some(url), _) => readable(url),
            (None, Some(name)) => format!("{}: {name}", profile.network),
            (None, None) => profile.network.clone(),
        };
        let kind = ContactKind::Account(profile.network.clone());
        contacts.push(Contact { text, url: profile.url.clone().filter(|url| is_followed(url)), kind });
    }
    contacts
}

/// An address with what is shown of it.
pub(super) fn link(url: &str) -> Contact {
    let leads = is_followed(url).then(|| url.to_owned());
    Contact { text: readable(url), url: leads, kind: ContactKind::Website }
}

/// An address as print shows it: without the scheme and a final slash.
fn readable(url: &str) -> String {
    let short = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    short.trim_end_matches('/').to_owned()
}
