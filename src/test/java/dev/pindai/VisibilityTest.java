package dev.pindai;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Rows that have a tenant are found in one place each, which narrows them to what the caller may see; and by those who work for
 * nobody in particular. Whoever adds a query elsewhere names it here, where a reviewer sees it. Secrets are compared in
 * constant time.
 */
class VisibilityTest {

    private static final String QUERY = "find.*|list.*|stream.*|count|all|locked|due|known|update|deleteAll|deleteById";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.pindai");

    @Test
    void sessionsAreFoundWhereTheyAreNarrowed() {
        // Transitions and proxies go by the id of a session that Pindai knows, as archives, imports and scan links do after
        // they have asked whose it is; Sessions counts them all.
        onlyThese("dev.pindai.session.Session", "VisibleSessions", "SessionTransitions", "SessionProxies", "Sessions",
                "SessionArchives", "SessionImports", "dev.pindai.link.ScanVisits");
    }

    @Test
    void webhooksAreFoundWhereTheyAreNarrowed() {
        // Claims and the ledger deliver; Webhooks counts them all.
        onlyThese("dev.pindai.event.webhook.Webhook", "VisibleWebhooks", "Claims", "Ledger", "Webhooks");
    }

    @Test
    void keysAreFoundByThoseWhoAskWhoseTheyAre() {
        onlyThese("dev.pindai.security.key.ApiKey", "ApiKeys", "StoredKeys");
    }

    @Test
    void theLogOfAllTenantsIsReadByWhoeverHandsItOn() {
        noClasses().that(not(named("dev.pindai.event.live", Set.of("SubscriberRegistry", "Tail"))))
                .should().callMethod("dev.pindai.event.EventFeed", "present")
                .orShould().callMethod("dev.pindai.event.EventFeed", "since", "dev.pindai.event.Snapshot").check(OURS);
    }

    @Test
    void digestsAreComparedInConstantTime() {
        noClasses().that().resideInAPackage("dev.pindai.security..")
                .should().callMethod(Arrays.class, "equals", byte[].class, byte[].class).check(OURS);
        for (var type : List.of("dev.pindai.security.AdminKey", "dev.pindai.security.key.StoredKeys",
                "dev.pindai.security.signin.SignInToken", "dev.pindai.security.signin.CsrfGuard")) {
            var calls = OURS.get(type).getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTarget().getFullName().startsWith("java.security.MessageDigest.isEqual")).toList();
            org.assertj.core.api.Assertions.assertThat(calls).as(type).isNotEmpty();
        }
    }

    private static void onlyThese(String entity, String... names) {
        var home = entity.substring(0, entity.lastIndexOf('.'));
        noClasses().that(not(named(home, Set.of(names)))).and(not(belongToAnyOf(OURS.get(entity).reflect())))
                .should().callMethodWhere(target(owner(DescribedPredicate.describe(entity,
                        (JavaClass type) -> type.getName().equals(entity))))
                        .and(target(nameMatching(QUERY))))
                .check(OURS);
    }

    private static DescribedPredicate<JavaClass> named(String home, Set<String> names) {
        return DescribedPredicate.describe("one of " + names, type -> names.stream()
                .map(name -> name.contains(".") ? name : home + "." + name)
                .anyMatch(name -> type.getName().equals(name) || type.getName().startsWith(name + "$")));
    }
}
