import java.io.File;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.validators.ValidatorConfig;

/**
 * Validates PDF files with veraPDF. Arguments: the flavour (3a, 2a, ua1…), then files. Prints a line for each rule that a file violates:
 * the file's name, the clause with the number of the test, how often, and the message of the first violation. Exits with 1 if there is
 * a violation or a file cannot be read.
 */
public final class ValidatePdf {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("no flavour of veraPDF: " + arguments[0]);
        }
        boolean compliant = true;
        for (int at = 1; at < arguments.length; at++) {
            compliant &= judge(new File(arguments[at]), flavour);
        }
        System.exit(compliant ? 0 : 1);
    }

    private static boolean judge(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            TreeMap<String, String> wrong = new TreeMap<>();
            TreeMap<String, Integer> count = new TreeMap<>();
            for (TestAssertion broken : result.getTestAssertions()) {
                String rule = broken.getRuleId().getClause() + "-" + broken.getRuleId().getTestNumber();
                count.merge(rule, 1, Integer::sum);
                wrong.putIfAbsent(rule, broken.getErrorMessage() == null ? broken.getMessage() : broken.getErrorMessage());
            }
            wrong.forEach((rule, text) -> System.out.printf("%s %s ×%d %s%n", file.getName(), rule, count.get(rule), text));
            return result.isCompliant();
        } catch (ModelParsingException | EncryptedPdfException unreadable) {
            System.out.println(file.getName() + " cannot be read: " + unreadable.getMessage());
            return false;
        }
    }
}
