import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Validates paths with the JDK's own validator, including revocation. Arguments: the names of PEM files, three per path: leaf, issuing
 * CA, root. Prints a line for each path and each method of checking revocation.
 */
public final class ValidatePath {
    private static final Map<String, Set<Option>> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("ocsp-first", EnumSet.noneOf(Option.class));
        WAYS.put("crls-first", EnumSet.of(Option.PREFER_CRLS));
        // The issuing CAs have CRLs only.
        WAYS.put("ocsp-alone", EnumSet.of(Option.NO_FALLBACK, Option.ONLY_END_ENTITY));
        WAYS.put("crls-alone", EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
    }

    public static void main(String[] names) throws Exception {
        for (int at = 0; at < names.length; at += 3) {
            List<Certificate> path = List.of(read(names[at]), read(names[at + 1]));
            X509Certificate root = read(names[at + 2]);
            for (Map.Entry<String, Set<Option>> way : WAYS.entrySet()) {
                System.out.println(names[at] + " " + way.getKey() + " " + judge(path, root, way.getValue()));
            }
        }
    }

    private static String judge(List<Certificate> path, X509Certificate root, Set<Option> options) throws Exception {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(options);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.addCertPathChecker(checker);
        try {
            validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return "valid";
        } catch (CertPathValidatorException refused) {
            if (refused.getCause() instanceof CertificateRevokedException revoked) {
                return "revoked " + revoked.getRevocationReason() + " at " + refused.getIndex();
            }
            return "refused " + refused;
        }
    }

    private static X509Certificate read(String name) throws java.io.IOException, CertificateException {
        try (var file = Files.newInputStream(Path.of(name + ".pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }
}
