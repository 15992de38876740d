package dev.pindai.page;

import java.time.Instant;
import java.util.List;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages by name, their parameters checked against the templates at build time. */
@CheckedTemplate(basePath = "")
final class Templates {

    private Templates() {
    }

    static native TemplateInstance list(Frame frame, SessionList list);

    static native TemplateInstance session(Frame frame, SessionCard s, Instant now);

    static native TemplateInstance webhooks(Frame frame, List<HookCard> hooks, String nextCursor, HookChoices choices);

    static native TemplateInstance webhook(Frame frame, HookCard h, HookChoices choices);

    static native TemplateInstance audit(Frame frame, AuditList list);

    static native TemplateInstance keys(Frame frame, List<KeyCard> keys, String nextCursor, KeyChoices choices);

    static native TemplateInstance signIns(Frame frame, List<SignInCard> signIns, String nextCursor);

    static native TemplateInstance login(Frame frame, LoginPage login);

    static native TemplateInstance scan(Frame frame, ScanCard card, Instant now);

    static native TemplateInstance error(Frame frame, ErrorPage error);
}
