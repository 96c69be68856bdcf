//! Variables that would lead the program, or those that it starts, elsewhere.

use super::table::{Attack, attack};

pub(super) fn all() -> Vec<Attack> {
    let harmless = [
        ("TYPST_FONT_PATHS", "[TMP]/outside"),
        ("TYPST_ROOT", "/"),
        ("TYPST_PACKAGE_PATH", "[TMP]/outside"),
        ("http_proxy", "http://127.0.0.1:9"),
        ("RAYON_NUM_THREADS", "0"),
        ("LC_ALL", "xx_XX.nonsense"),
        ("TZ", "[TMP]/outside/secret.txt"),
        ("HOME", "[TMP]/outside/secret.txt"),
    ];
    let harmless = harmless.map(|(variable, value)| {
        attack(format!("{variable} is {value}"), |work| work).env(variable, value).stands()
    });
    let nonsense = ["yesterday", "-1e99", "99999999999999999999", "0x10"];
    let nonsense = nonsense.map(|value| {
        let row = attack(format!("SOURCE_DATE_EPOCH is {value}"), |work| work);
        row.env("SOURCE_DATE_EPOCH", value).refused("bad-setting")
    });
    harmless.into_iter().chain(nonsense).collect()
}
