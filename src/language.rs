//! The languages of documents: the words that a document brings by itself, in the language it is written in.

use std::collections::BTreeSet;

use jiff::civil;
use serde::Serialize;

/// A language and its words.
#[derive(Debug)]
pub struct Language {
    /// Its tag, as in BCP 47, without a region.
    pub tag: &'static str,
    /// Its own name in English, for messages.
    pub name: &'static str,
    months: [&'static str; 12],
    /// Months as resumes shorten them.
    pub short_months: [&'static str; 12],
    /// The end of what goes on.
    pub present: &'static str,
    /// A date that is still to come: `{date}`.
    pub expected: &'static str,
    /// What the documents are called.
    pub resume: &'static str,
    /// See [`Self::resume`].
    pub cover_letter: &'static str,
    /// The headings of a resume.
    pub titles: Titles,
    /// A whole date: `{day}`, `{month}`, `{year}`.
    long_date: &'static str,
    /// The words of letters.
    pub letter: LetterWords,
}

/// The headings of a resume's sections, as programs that read resumes know them.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Titles {
    pub summary: &'static str,
    pub experience: &'static str,
    pub projects: &'static str,
    pub education: &'static str,
    pub coursework: &'static str,
    pub skills: &'static str,
    pub publications: &'static str,
    pub certificates: &'static str,
    pub awards: &'static str,
    pub languages: &'static str,
    pub volunteering: &'static str,
    pub interests: &'static str,
    pub references: &'static str,
}

/// What every letter says in this language, whatever it is about.
#[derive(Debug)]
pub struct LetterWords {
    /// To a person: `{name}`.
    pub dear: &'static str,
    /// To nobody in particular.
    pub dear_team: &'static str,
    /// Before the name at the end.
    pub closing: &'static str,
    /// What comes with the letter: `{items}`.
    pub enclosure: &'static str,
    /// Applies: `{position}`, `{company}`. Several ways to say the same.
    pub apply: &'static [&'static str],
    /// What the writer does now: `{title}`, `{employer}`.
    pub present_role: &'static [&'static str],
    /// What the writer did last: `{title}`, `{employer}`.
    pub last_role: &'static [&'static str],
    /// The last words.
    pub thanks: &'static [&'static str],
}

impl Language {
    /// The language of a tag such as "pt-BR"; English if it is none of the known ones.
    pub fn of(tag: &str) -> &'static Self {
        Self::known(tag).unwrap_or(&LANGUAGES[0])
    }

    /// The language of a tag, if its words are known.
    pub fn known(tag: &str) -> Option<&'static Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        LANGUAGES.iter().find(|language| language.tag == primary)
    }

    /// All known languages, English first.
    pub fn all() -> &'static [Self] {
        &LANGUAGES
    }

    /// The number of a month, 1-12, by its name in any known language, or by its first three letters or more, if they
    /// begin no other month's.
    pub fn month(word: &str) -> Option<usize> {
        let word = word.to_lowercase();
        let months = LANGUAGES.iter().flat_map(|language| language.months.iter().zip(1..));
        let fitting = months.filter(|(name, _)| name.to_lowercase().starts_with(&word));
        let numbers: BTreeSet<usize> = fitting.map(|(_, number)| number).collect();
        numbers.first().copied().filter(|_| numbers.len() == 1 && word.chars().count() > 2)
    }

    /// All the words that documents bring by themselves, with the places for what they are about.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        let Titles { summary, experience, projects, education, coursework, skills, .. } = self.titles;
        let Titles { publications, certificates, awards, languages, volunteering, .. } = self.titles;
        let Titles { interests, references, .. } = self.titles;
        let titles = [
            summary,
            experience,
            projects,
            education,
            coursework,
            skills,
            publications,
            certificates,
            awards,
            languages,
            volunteering,
            interests,
            references,
        ];
        let LetterWords { dear, dear_team, closing, enclosure, .. } = self.letter;
        let others = [
            self.present,
            self.expected,
            self.resume,
            self.cover_letter,
            dear,
            dear_team,
            closing,
            enclosure,
        ];
        self.months.into_iter().chain(self.short_months).chain(titles).chain(others)
    }

    /// A whole date, as a letter writes it: "May 7, 2025".
    pub fn long_date(&self, date: civil::Date) -> String {
        let month = usize::try_from(date.month() - 1).ok().and_then(|month| self.months.get(month));
        let day = match (self.tag, date.day()) {
            ("fr", 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        self.long_date
            .replace("{day}", &day)
            .replace("{month}", month.copied().unwrap_or_default())
            .replace("{year}", &date.year().to_string())
    }
}

#[rustfmt::skip]
static LANGUAGES: [Language; 7] = [
    Language {
        tag: "en",
        name: "English",
        months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        short_months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        present: "Present",
        expected: "Expected {date}",
        resume: "Resume",
        cover_letter: "Cover Letter",
        titles: Titles {
            summary: "Summary", experience: "Experience", projects: "Projects", education: "Education",
            coursework: "Coursework", skills: "Skills", publications: "Publications", certificates: "Certificates",
            awards: "Awards", languages: "Languages", volunteering: "Volunteering", interests: "Interests",
            references: "References",
        },
        long_date: "{month} {day}, {year}",
        letter: LetterWords {
            dear: "Dear {name},",
            dear_team: "Dear Hiring Team,",
            closing: "Sincerely,",
            enclosure: "Enclosed: {items}",
            apply: &[
                "Please consider me for the {position} position at {company}.",
                "I am applying for the {position} position at {company}.",
                "I would like to be considered for the {position} position at {company}.",
                "This letter is my application for the {position} position at {company}.",
            ],
            present_role: &[
                "My current role is {title} at {employer}.",
                "At present my role is {title} at {employer}.",
                "The role I hold now is {title} at {employer}.",
                "I work at {employer} now, in the role of {title}.",
            ],
            last_role: &[
                "My most recent role was {title} at {employer}.",
                "Until recently my role was {title} at {employer}.",
            ],
            thanks: &[
                "Thank you for reading, and I hope we can talk soon.",
                "Thank you for your time; I would be glad to talk.",
                "Thank you for your time; I would be glad to tell you more in a conversation.",
                "I would enjoy talking about any of this, and thank you for reading.",
                "Thank you for reading; I would be glad to answer your questions.",
            ],
        },
    },
    Language {
        tag: "de",
        name: "German",
        months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
        short_months: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
        present: "heute",
        expected: "voraussichtlich {date}",
        resume: "Lebenslauf",
        cover_letter: "Anschreiben",
        titles: Titles {
            summary: "Profil", experience: "Berufserfahrung", projects: "Projekte", education: "Ausbildung",
            coursework: "Kurse", skills: "Kenntnisse", publications: "Veröffentlichungen", certificates: "Zertifikate",
            awards: "Auszeichnungen", languages: "Sprachen", volunteering: "Ehrenamt", interests: "Interessen",
            references: "Referenzen",
        },
        long_date: "{day}. {month} {year}",
        letter: LetterWords {
            dear: "Guten Tag {name},",
            dear_team: "Sehr geehrte Damen und Herren,",
            closing: "Mit freundlichen Grüßen",
            enclosure: "Anlagen: {items}",
            // After the comma of the salutation a German letter goes on in lower case.
            apply: &[
                "ich bewerbe mich um die Stelle {position} bei {company}.",
                "die Stelle {position} bei {company} möchte ich gern übernehmen.",
            ],
            present_role: &["Zurzeit arbeite ich als {title} bei {employer}."],
            last_role: &["Zuletzt habe ich als {title} bei {employer} gearbeitet."],
            thanks: &[
                "Vielen Dank für Ihre Zeit. Über ein Gespräch mit Ihnen freue ich mich.",
                "Gern erzähle ich Ihnen im Gespräch mehr darüber.",
            ],
        },
    },
    Language {
        tag: "fr",
        name: "French",
        months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        short_months: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
        present: "aujourd'hui",
        expected: "prévu {date}",
        resume: "CV",
        cover_letter: "Lettre de motivation",
        titles: Titles {
            summary: "Profil", experience: "Expérience professionnelle", projects: "Projets", education: "Formation",
            coursework: "Cours", skills: "Compétences", publications: "Publications", certificates: "Certifications",
            awards: "Distinctions", languages: "Langues", volunteering: "Bénévolat", interests: "Centres d'intérêt",
            references: "Références",
        },
        long_date: "{day} {month} {year}",
        letter: LetterWords {
            dear: "Bonjour {name},",
            dear_team: "Madame, Monsieur,",
            closing: "Cordialement,",
            enclosure: "Pièces jointes : {items}",
            apply: &[
                "Je vous adresse ma candidature au poste de {position} chez {company}.",
                "Je présente ma candidature au poste de {position} chez {company}.",
            ],
            present_role: &["J'occupe actuellement le poste de {title} chez {employer}."],
            last_role: &["J'ai occupé en dernier lieu le poste de {title} chez {employer}."],
            thanks: &[
                "Merci de votre lecture. Un entretien me permettrait de vous en dire davantage.",
                "Je vous remercie de votre attention et vous en dirai volontiers plus de vive voix.",
            ],
        },
    },
    Language {
        tag: "es",
        name: "Spanish",
        months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
        short_months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
        present: "actualidad",
        expected: "previsto {date}",
        resume: "Currículum",
        cover_letter: "Carta de presentación",
        titles: Titles {
            summary: "Perfil", experience: "Experiencia profesional", projects: "Proyectos", education: "Formación",
            coursework: "Asignaturas", skills: "Competencias", publications: "Publicaciones", certificates: "Certificados",
            awards: "Premios", languages: "Idiomas", volunteering: "Voluntariado", interests: "Intereses",
            references: "Referencias",
        },
        long_date: "{day} de {month} de {year}",
        letter: LetterWords {
            dear: "A la atención de {name}:",
            dear_team: "Estimado equipo de selección:",
            closing: "Atentamente,",
            enclosure: "Adjunto: {items}",
            apply: &[
                "Presento mi candidatura al puesto de {position} en {company}.",
                "Les escribo para presentar mi candidatura al puesto de {position} en {company}.",
            ],
            present_role: &["Actualmente trabajo como {title} en {employer}."],
            last_role: &["Mi puesto más reciente fue {title} en {employer}."],
            thanks: &[
                "Gracias por su tiempo; me gustaría conversar con ustedes.",
                "Les agradezco la lectura y espero que podamos hablar pronto.",
            ],
        },
    },
    Language {
        tag: "it",
        name: "Italian",
        months: ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"],
        short_months: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
        present: "oggi",
        expected: "previsto {date}",
        resume: "Curriculum",
        cover_letter: "Lettera di presentazione",
        titles: Titles {
            summary: "Profilo", experience: "Esperienza professionale", projects: "Progetti", education: "Istruzione",
            coursework: "Corsi", skills: "Competenze", publications: "Pubblicazioni", certificates: "Certificazioni",
            awards: "Premi", languages: "Lingue", volunteering: "Volontariato", interests: "Interessi",
            references: "Referenze",
        },
        long_date: "{day} {month} {year}",
        letter: LetterWords {
            dear: "Gentile {name},",
            dear_team: "Spettabile team di selezione,",
            closing: "Cordiali saluti,",
            enclosure: "Allegati: {items}",
            apply: &[
                "mi candido per la posizione di {position} presso {company}.",
                "vi propongo la mia candidatura per la posizione di {position} presso {company}.",
            ],
            present_role: &["Attualmente lavoro come {title} presso {employer}."],
            last_role: &["Il mio ruolo più recente è stato {title} presso {employer}."],
            thanks: &[
                "Grazie per il tempo dedicato; mi farebbe piacere parlarne a voce.",
                "Vi ringrazio per l'attenzione e spero che potremo parlarne presto.",
            ],
        },
    },
    Language {
        tag: "pt",
        name: "Portuguese",
        months: ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
        short_months: ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
        present: "atual",
        expected: "previsto {date}",
        resume: "Currículo",
        cover_letter: "Carta de apresentação",
        titles: Titles {
            summary: "Perfil", experience: "Experiência profissional", projects: "Projetos", education: "Formação",
            coursework: "Disciplinas", skills: "Competências", publications: "Publicações", certificates: "Certificados",
            awards: "Prêmios", languages: "Idiomas", volunteering: "Voluntariado", interests: "Interesses",
            references: "Referências",
        },
        long_date: "{day} de {month} de {year}",
        letter: LetterWords {
            dear: "À atenção de {name},",
            dear_team: "Prezada equipe de seleção,",
            closing: "Atenciosamente,",
            enclosure: "Anexos: {items}",
            apply: &[
                "Apresento a minha candidatura ao cargo de {position} na empresa {company}.",
                "Envio a minha candidatura ao cargo de {position} na empresa {company}.",
            ],
            present_role: &["Atualmente trabalho como {title} na empresa {employer}."],
            last_role: &["O meu cargo mais recente foi {title} na empresa {employer}."],
            thanks: &[
                "Agradeço o seu tempo e gostaria de conversar sobre a vaga.",
                "Agradeço a leitura e espero que possamos conversar em breve.",
            ],
        },
    },
    Language {
        tag: "nl",
        name: "Dutch",
        months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
        short_months: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        present: "heden",
        expected: "verwacht {date}",
        resume: "Cv",
        cover_letter: "Motivatiebrief",
        titles: Titles {
            summary: "Profiel", experience: "Werkervaring", projects: "Projecten", education: "Opleiding",
            coursework: "Vakken", skills: "Vaardigheden", publications: "Publicaties", certificates: "Certificaten",
            awards: "Prijzen", languages: "Talen", volunteering: "Vrijwilligerswerk", interests: "Interesses",
            references: "Referenties",
        },
        long_date: "{day} {month} {year}",
        letter: LetterWords {
            dear: "Geachte {name},",
            dear_team: "Geacht selectieteam,",
            closing: "Met vriendelijke groet,",
            enclosure: "Bijlagen: {items}",
            apply: &[
                "Graag solliciteer ik naar de functie {position} bij {company}.",
                "Hierbij solliciteer ik naar de functie {position} bij {company}.",
            ],
            present_role: &["Momenteel werk ik als {title} bij {employer}."],
            last_role: &["Mijn meest recente functie was {title} bij {employer}."],
            thanks: &[
                "Dank voor uw tijd; ik vertel u graag meer in een gesprek.",
                "Dank voor het lezen, en graag tot ziens in een gesprek.",
            ],
        },
    },
];

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn dates_read_as_letters_write_them() {
        let date = |tag: &str, day| Language::of(tag).long_date(jiff::civil::date(2025, 5, day));
        assert_eq!(date("en", 7), "May 7, 2025");
        assert_eq!(date("de-AT", 7), "7. Mai 2025");
        assert_eq!(date("fr", 1), "1er mai 2025");
        assert_eq!(date("es", 7), "7 de mayo de 2025");
        assert_eq!(date("pt_BR", 7), "7 de maio de 2025");
        assert_eq!(date("nl", 7), "7 mei 2025");
        assert_eq!(date("it", 7), "7 maggio 2025");
        assert_eq!(Language::known("ja").map(|language| language.tag), None);
        assert_eq!(Language::of("ja").tag, "en");
    }

    #[test]
    fn every_language_fills_every_place() {
        for language in Language::all() {
            let words = &language.letter;
            assert!(words.dear.contains("{name}") && words.enclosure.contains("{items}"), "{}", language.tag);
            assert!(language.expected.contains("{date}") && !language.present.is_empty());
            for frame in words.apply {
                assert!(frame.contains("{position}") && frame.contains("{company}"), "{frame}");
            }
            for frame in words.present_role.iter().chain(words.last_role) {
                assert!(frame.contains("{title}") && frame.contains("{employer}"), "{frame}");
            }
        }
    }
}
