import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;

/** Opens PKCS#12 files with one provider, signs with the key, and verifies with the certificate: PROVIDER, then FILE and PASSWORD of each. */
public class OpenBundle {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].contains(".")) {
            Security.addProvider((Provider) Class.forName(arguments[0]).getDeclaredConstructor().newInstance());
        }
        String provider = arguments[0].contains(".") ? "BC" : arguments[0];
        for (int place = 1; place < arguments.length; place += 2) {
            String said;
            try {
                said = open(provider, arguments[place], arguments[place + 1].toCharArray());
            } catch (Exception fault) {
                said = "refused";
            }
            System.out.println(arguments[place] + " " + said);
        }
    }

    private static String open(String provider, String file, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", provider);
        store.load(new FileInputStream(file), password);
        String alias = store.aliases().nextElement();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign((PrivateKey) store.getKey(alias, password));
        signature.update(file.getBytes("UTF-8"));
        byte[] signed = signature.sign();
        signature.initVerify(store.getCertificate(alias));
        signature.update(file.getBytes("UTF-8"));
        return signature.verify(signed) ? "opened" : "another key";
    }
}
