import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDFs with veraPDF. Usage: PdfUa FLAVOUR FILE [FLAVOUR FILE]..., where a flavour is "ua1" or "2a".
 *
 *  Prints a line for each file, its fields separated by tabs: "passed" or "failed", how many checks were made, and
 *  the rules that are broken.
 */
class PdfUa {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 0; at < arguments.length; at += 2) {
            ValidationResult result = validate(PDFAFlavour.byFlavourId(arguments[at]), new File(arguments[at + 1]));
            String verdict = result.isCompliant() ? "passed" : "failed";
            System.out.println(verdict + "\t" + result.getTotalAssertions() + "\t" + String.join(" | ", broken(result)));
        }
    }

    private static ValidationResult validate(PDFAFlavour flavour, File file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser);
        }
    }

    private static Set<String> broken(ValidationResult result) {
        Set<String> rules = new LinkedHashSet<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            rules.add(assertion.getRuleId().getClause() + " " + assertion.getMessage().replaceAll("\\s+", " "));
        }
        return rules;
    }
}
