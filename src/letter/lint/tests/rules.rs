//! Each rule at its edges.

use super::{Context, JOB, findings, flags, job, letter, lint, on, passes, profile, said};
use crate::finding::Code;
use crate::provenance::{History, Notes, Told};

#[test]
fn placeholders() {
    flags(
        Code::LetterPlaceholder,
        &[
            ("Insert a sentence about their culture before sending.", "Insert a sentence"),
            ("The reason for this town goes here please.", "goes here"),
            ("I would love to work at [Company] this year.", "[Company]"),
            ("My name is [your name] and I am a nurse.", "[your name]"),
            ("Dear reader, <name> suggested that I write to you.", "<name>"),
            ("We met at {{event}} and talked about buses.", "{{event}}"),
            ("We met at {company} and talked about buses.", "{company}"),
            ("We met at XXX and talked about buses.", "XXX"),
            ("We saved $X in a year of careful work.", "$X"),
            ("We cut errors by XX% in a year of work.", "XX%"),
            ("This is the reason: TODO write it down.", "TODO"),
            ("The date of our talk is still TBD here.", "TBD"),
            ("A fine paragraph of lorem ipsum follows this line.", "lorem ipsum"),
            ("We met in ____ and talked about buses.", "____"),
            ("I admire INSERT COMPANY for its honest signs.", "INSERT COMPANY"),
            ("I admire \u{27e6}their name\u{27e7} for its honest signs.", "\u{27e6}their name\u{27e7}"),
        ],
    );
    passes(
        Code::LetterPlaceholder,
        &[
            "He called it a \"recieve [sic] buffer\" in the manual.",
            "The manual (see the link) is what I am proud of.",
            "My [field guide](https://example.com) is what I am proud of.",
            "\"[T]he timetable is a promise\", our founder wrote in 1950.",
            "We ordered XXL shirts for the whole depot.",
            "Most of it was C++ <vector> and patience.",
            "INSERT statements ran all night, and INSERT INTO was my lullaby.",
            "Our todo app had two users and one complaint.",
            "As noted in the report [1], the doors were the problem.",
            "For x < 5 and y > 3 the model was simply wrong.",
            "Mail me at <robin@vale.example> at any time you like.",
        ],
    );
}

#[test]
fn orders() {
    flags(
        Code::LetterOrder,
        &[
            ("Emphasize forecasting and dashboards at every turn.", "Emphasize"),
            ("Please highlight experience with dashboards and riders.", "highlight"),
            ("Focus on dashboards, stakeholders and arrival times.", "Focus on"),
            ("Mention that I ride the bus every day.", "Mention"),
            ("Express interest in open data and tools.", "Express interest in"),
            ("Connect to their promise of honest arrival times.", "Connect to"),
            ("Position as an engineering project with users.", "Position as"),
            ("Tie my years on the ward to their mission.", "Tie"),
            ("Discuss leadership of small and stubborn teams.", "Discuss"),
            ("Show the committee how careful you can be.", "Show"),
        ],
    );
    passes(
        Code::LetterOrder,
        &[
            "Connect a model to the wrong table and nobody notices for a month.",
            "Include the people who label data, and half of the errors are gone.",
            "Show your work, my teacher said, and I still do.",
            "Thank you for your time; I would be glad to talk.",
            "Highlighting the risk early saved the launch for us.",
            "Express buses were the first thing I ever timed.",
            "Use cases came from riders, not from a workshop.",
            "Detail is where the trust of planners comes from.",
            "Stress on the ward is loud, and I learned to lower it.",
            "Present at every meeting, I still said very little.",
            "Feature requests went into a jar, and we drew one.",
            "Reference librarians know more about search than I do.",
            "State budgets close in June, so our year does too.",
            "Do not touch the valve, said the sign that I painted.",
            "Include is a verb that my first editor banned.",
        ],
    );
}

#[test]
fn copies_of_the_notes() {
    flags(
        Code::LetterCopiesNotes,
        &[
            (
                "My interest in honest arrival times on every single screen is old.",
                "interest in honest arrival times on every single screen",
            ),
            (
                "I built reliable forecasting services for planners in small towns.",
                "reliable forecasting services for planners in small towns",
            ),
        ],
    );
    passes(
        Code::LetterCopiesNotes,
        &[
            "We want honest arrival times on every train.",
            // The owner's own answer, the posting and the profile are theirs to use.
            "I ride the Route 7 bus with Maria every morning before work.",
            "Acme Transit runs the buses of nine towns, and I ride them.",
            "Once I modeled weekly demand for 40,000 products in a week.",
        ],
    );
}

#[test]
fn repeats_of_the_resume() {
    flags(
        Code::LetterRepeatsResume,
        &[
            (
                "I kept the wards of two busy hospitals running, mostly.",
                "kept the wards of two busy hospitals running",
            ),
            (
                "We kept the wards of two busy hospitals running through nights.",
                "kept the wards of two busy hospitals running through nights",
            ),
            (
                "Busy hospitals running through nights and weekends alike taught me calm.",
                "Busy hospitals running through nights and weekends alike",
            ),
        ],
    );
    passes(Code::LetterRepeatsResume, &["I kept the wards of two busy hospitals calm."]);
    // A long title has to be said as it is.
    let title = "Data Engineer for the Buses of All Nine Towns";
    let resume = [format!("Wanted: {title}")];
    let (profile, job) = (profile(), job(&JOB.replace("Data Engineer", title)));
    let told = Told { history: &History::new(&profile), job: &job, notes: &Notes::of(&job) };
    let context = Context { told, resume: &resume, companies: &[], owned: true };
    let first = format!("Acme Transit, Inc. needs a {title}, and I am one.");
    assert_eq!(lint(&letter(&[&first]), &context), []);
}

#[test]
fn names_of_the_job() {
    let named = |first: &str, name: &str| -> Vec<String> {
        let job = job(&JOB.replace("Acme Transit, Inc.", name));
        let found = findings(&letter(&[first]), &job);
        found
            .into_iter()
            .filter(|finding| finding.code == Code::LetterNames)
            .map(|finding| finding.message)
            .collect()
    };
    assert!(named("The Data Engineer role at Acme Inc. is mine.", "Acme Inc.").is_empty());
    assert!(named("I want the Data  Engineer role at Acme Inc.", "Acme Inc.").is_empty());
    assert!(named("O\u{2019}Hara needs a Data Engineer, I hear.", "O'Hara").is_empty());
    assert_eq!(
        named("The role at Acme Inc. is mine.", "Acme Inc."),
        ["the first paragraph does not name the position \"Data Engineer\""]
    );
    assert_eq!(
        named("A data engineer for Acmeville.", "Acme"),
        [
            "the first paragraph does not name the company \"Acme\" and the position \"Data Engineer\" in these letters, upper and lower case"
        ]
    );
}

#[test]
fn other_companies() {
    flags(
        Code::OtherCompany,
        &[
            ("I have wanted to join Globex since the first bus.", "Globex"),
            ("Working at Globex, Inc. would be the next step.", "Globex"),
            ("I would bring this habit to Target's stores.", "Target"),
            ("Penn Medicine is where I want to be.", "Penn Medicine"),
        ],
    );
    passes(
        Code::OtherCompany,
        &[
            "At URBN I learned what a season is.",
            "Acme Transit is where I want to be.",
            "Acme is what riders call it, and I do too.",
            "Target dates slipped, and I said so early.",
            "We hit our target before the snow came.",
            "Globexperts is a word I made up for this.",
            "Penn Station taught me patience and signage.",
        ],
    );
}

#[test]
fn numbers_without_a_source() {
    flags(
        Code::LetterUnsourced,
        &[
            ("We served 50,000 riders in that first winter.", "50,000"),
            ("We cut errors by 37% in that first winter.", "37"),
            ("I trained seventy-three people in that first winter.", "seventy-three"),
            ("The grant came to $2.4 million in the end.", "2.4 million"),
            ("It was built in 1997, before anybody counted.", "1997"),
            ("I have kept bees for twenty-five years now.", "twenty-five"),
            ("We raised 31 million from very patient people.", "31 million"),
            ("More than 800,000 people saw that first sign.", "800,000"),
            ("Visits to the ward doubled in that first winter.", "doubled"),
            ("The sign brought tenfold use of the side door.", "tenfold"),
        ],
    );
    passes(
        Code::LetterUnsourced,
        &[
            "The service covers forty thousand products and 40k labels.",
            "We raised $1.2 million, or 1,200,000 dollars, or $1.2M.",
            "The grants were between $3 million and $5 million.",
            "The error went to 24% and then to twenty-four percent.",
            "I mentored 12 nurses, a dozen in all.",
            "I have worked for thirteen years, eight of them in nursing.",
            "After almost four years at URBN I am ready.",
            "On June 3 we opened, and by 2025 we were tired.",
            "Riders come first, second and third in that list.",
            "The 3rd, 21st and 14th floors had no signal at all.",
            "Half a million people live along that river.",
            "We worked with 2D maps and 5G modems all winter.",
            "Nearly 300,000 rides were counted, 50/50 by hand.",
            "Dozens of students and thousands of products went through it.",
            "The grants almost tripled while I was there.",
            "The same sign hangs in hundreds of small towns.",
        ],
    );
}

#[test]
fn names_and_skills_without_a_source() {
    flags(
        Code::LetterUnsourced,
        &[
            ("I studied at Stanford University for a while.", "Stanford University"),
            ("Stanford University taught me to count slowly.", "Stanford University"),
            ("We shipped it with Snowflake and patience.", "Snowflake"),
            ("GraphQL was the easy part of that year.", "GraphQL"),
            ("We wrote it in rust and golang, mostly.", "golang"),
            ("Terraform did the rest of that work.", "Terraform"),
            ("We ran it on AWS for a while.", "AWS"),
            ("My friend Jean-Paul built half of it.", "Jean-Paul"),
            ("Then Google's crawler found our timetable.", "Google"),
            ("We put B2B invoices on one page.", "B2B"),
        ],
    );
    passes(
        Code::LetterUnsourced,
        &[
            "We wrote it in Tensor Flow and PowerPoint, sadly.",
            "The Machine Learning team met at Temple on Tuesdays.",
            "ML was the easy part, and kubernetes the hard one.",
            "Robin Vale and Morgan Reyes met on Route 7.",
            "Dr. Vale explained the US and UK schedules to HR.",
            "Our CEO asked for French, German and Swahili signs.",
            "She said: \"Nobody reads that sign in winter.\"",
            "NOT every delay is the fault of snow.",
        ],
    );
}

#[test]
fn titles_and_degrees_without_a_source() {
    flags(
        Code::LetterUnsourced,
        &[
            ("As a director I learned to listen more.", "director"),
            ("As the interim vice president I signed the leases.", "vice president"),
            ("I was promoted to Principal after a long winter.", "Principal"),
            ("I became Chief Technology Officer that spring.", "Chief Technology Officer"),
            ("My role as CTO was mostly hiring and plumbing.", "CTO"),
            ("I am the founder of a small print shop.", "founder"),
            ("As head of analytics I wrote the budget.", "head of analytics"),
            // The posting asks for one, which is no proof of having it.
            ("My MBA helped me read the tender.", "MBA"),
            ("I hold a PhD in the history of timetables.", "PhD"),
            ("I finished my master's thesis on the night bus.", "master's"),
        ],
    );
    passes(
        Code::LetterUnsourced,
        &[
            "The director of the clinic asked me to stay.",
            "As the director of the clinic put it, nights are long.",
            "I was hired by the director after one long talk.",
            "Our founder wrote the first timetable by hand.",
            "My bachelor's degree was in biology, oddly enough.",
            "I hold a BSc and a stubborn respect for soil.",
            "With PhD students I plan in weeks, not in days.",
            "I mastered the art of the short meeting.",
            "As a nurse I reported to the vice president.",
            "I have reported to directors and to drivers.",
        ],
    );
}

#[test]
fn sentences_that_begin_with_i() {
    let count = |sentences: &[&str]| {
        let found = findings(&letter(sentences), &job(JOB)).into_iter();
        found.filter(|finding| finding.code == Code::LetterBeginsWithI).count()
    };
    let (mine, other) = ("I wrote the plan and kept it short.", "Riders read the plan and kept it, too.");
    let contracted = "I've kept the plan to this very day.";
    assert_eq!(count(&[mine, other, mine, other, other]), 0);
    assert_eq!(count(&[mine, other, contracted, other, mine]), 1);
    assert_eq!(count(&[mine, other, mine, other]), 0);
    assert_eq!(count(&[mine, mine, contracted, other]), 1);
    assert_eq!(count(&[mine, mine, mine, mine, other, other, other, other, other, other]), 1);
    assert_eq!(count(&["In May it rained on all of us."; 5]), 0);
}

#[test]
fn stock_phrases() {
    flags(
        Code::LetterStockPhrase,
        &[
            (
                "I am writing to express my strong interest in buses.",
                "I am writing to express my strong interest",
            ),
            ("To whom it may concern, I like your buses.", "To whom it may concern"),
            ("I\u{2019}m confident that this will work out.", "I\u{2019}m confident that"),
            ("They say that I am detail-oriented and kind.", "detail-oriented"),
            ("I would leverage my years on the ward.", "leverage my"),
            ("We thrive in a fast-paced environment of buses.", "thrive in a fast-paced environment"),
        ],
    );
    passes(
        Code::LetterStockPhrase,
        &[
            "The team played well after that.",
            "A passionate argument about signs broke out.",
            "The results drove themselves.",
        ],
    );
}

#[test]
fn sentence_lengths() {
    let long = "word ".repeat(36);
    for sentence in ["I like your buses.", "Thank you so very much.", long.trim()] {
        assert_eq!(said(Code::LetterSentence, sentence).len(), 1, "{sentence}");
    }
    passes(Code::LetterSentence, &["I like your buses very much.", "word ".repeat(35).trim()]);
    assert!(on("I like your buses.")[0].message.contains("\"I like your buses.\" has 4 words"));
}

#[test]
fn letter_length() {
    let of = |words: usize| {
        let sentences = vec!["ten plain words stand here in one row by themselves"; words / 10];
        let found = findings(&letter(&sentences), &job(JOB)).into_iter();
        found
            .filter(|finding| finding.code == Code::LetterLength)
            .map(|finding| finding.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(400), [] as [String; 0]);
    assert_eq!(of(430), ["the letter has 430 words, 30 more than the 400 a reader has time for"]);
}

#[test]
fn personal_facts() {
    flags(
        Code::PersonalFacts,
        &[
            ("My wife rides the same bus every morning.", "My wife"),
            ("Our first daughter was born at your clinic.", "Our first daughter"),
            ("As a patient, I learned what waiting means.", "As a patient"),
            ("My family and I have been patients for years.", "I have been patients"),
            ("I was a patient there for a winter.", "I was a patient"),
            ("My diagnosis taught me to plan ahead.", "My diagnosis"),
            ("I had surgery in March and came back early.", "I had surgery"),
            ("We received excellent medical care on that ward.", "received excellent medical care"),
            ("I am married and would gladly relocate.", "I am married"),
            ("As a father and a nurse I know the school run.", "As a father"),
            ("I was diagnosed late and treated well.", "I was diagnosed"),
        ],
    );
    passes(
        Code::PersonalFacts,
        &[
            "As a patient listener I hear the second sentence.",
            "I have been patient with worse software than this.",
            "My diagnosis of the outage took a night and a torch.",
            "My cancer research taught me what a control group is.",
            "German is my mother tongue, and timetables are next.",
            "Cancer research taught me what a control group is.",
            "Patients were at the center of my work there.",
            "Our children's programme ran every summer for years.",
            "I received treatment data from nine hospitals.",
            "We needed treatment of the wood before the paint.",
            "The idea was born on a bus in the rain.",
            "My partner teams wrote the other half of it.",
            "I used surgery schedules to plan the cleaning shifts.",
            "My work with children started in the library.",
            "Single parents told us when the bus was late.",
        ],
    );
    let both = findings(&letter(&["My wife rides it.", "I had surgery there."]), &job(JOB));
    let told: Vec<_> = both.iter().filter(|finding| finding.code == Code::PersonalFacts).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].message.ends_with("\"My wife\", \"I had surgery\""));
    let released = job(&JOB.replace("## Notes\n", "## Notes\nFamily and health facts: yes\n"));
    let found = findings(&letter(&["My wife rides it."]), &released);
    assert!(found.iter().all(|finding| finding.code != Code::PersonalFacts));
}
