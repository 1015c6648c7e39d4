package io.orderflow.order;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A currency of ISO 4217, as of January 2026. Java's list is no substitute: it has withdrawn currencies, and lacks those that are newer
 * than the JDK. Metals and other units without decimals are missing, because no card can be charged in them.
 *
 * @param decimals of its amounts
 */
public record Currency(String code, int decimals) {

    private static final Map<String, Currency> ALL = new HashMap<>();

    static {
        add(0, """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF""");
        add(2, """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
            CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
            HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
            MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD
            RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
            USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG""");
        add(3, """
            BHD IQD JOD KWD LYD OMR TND""");
        add(4, """
            CLF UYW""");
    }

    public static final Currency EUR = of("EUR").orElseThrow();

    private static void add(int decimals, String codes) {
        Arrays.stream(codes.strip().split("\\s+")).forEach(code -> ALL.put(code, new Currency(code, decimals)));
    }

    public static Optional<Currency> of(String code) {
        return Optional.ofNullable(ALL.get(code));
    }
}
