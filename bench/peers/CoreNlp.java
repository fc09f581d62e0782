/*
 * Stanford CoreNLP's quotations as brat standoff, to be scored beside sayso's.
 *
 *   java -cp CLASSPATH bench/peers/CoreNlp.java OUT FILE.txt...
 *
 * Each quotation that CoreNLP finds is one attribution. Content is the quotation with
 * its marks; Source is the mention that QuoteAttributionAnnotator chose for the speaker
 * (Muzny et al. 2017, "A two-stage sieve approach for quote attribution"), where it
 * chose one. CoreNLP names no cue: Cue is the verb of which that mention is the subject
 * in CoreNLP's own parse, and is left out where there is none.
 *
 * CoreNLP counts UTF-16 units and the scorer code points: offsets are converted.
 * On stdout "load CLOCK PROCESSOR", both in seconds: from the start of this program until the
 * models are there, with a first reading of an invented text, since some are loaded on first
 * use; then "read CLOCK PROCESSOR" of the files alone.
 */
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.IndexedWord;
import edu.stanford.nlp.pipeline.CoreDocument;
import edu.stanford.nlp.pipeline.QuoteAttributionAnnotator;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.semgraph.SemanticGraph;
import edu.stanford.nlp.semgraph.SemanticGraphCoreAnnotations;
import edu.stanford.nlp.util.CoreMap;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

public class CoreNlp {
    static String standoff(int id, String kind, String text, int begin, int end) {
        return "T" + id + "\t" + kind + " " + text.codePointCount(0, begin) + " " + text.codePointCount(0, end) + "\t"
                + text.substring(begin, end).replace('\n', ' ') + "\n";
    }

    /* The verb of which one of the tokens from `first` to `last` is the subject, or null. */
    static IndexedWord verb(List<CoreMap> sentences, List<CoreLabel> tokens, int first, int last) {
        CoreMap sentence = sentences.get(tokens.get(first).sentIndex());
        SemanticGraph graph = sentence.get(SemanticGraphCoreAnnotations.BasicDependenciesAnnotation.class);
        for (int i = first; i <= last; i++) {
            IndexedWord word = graph.getNodeByIndexSafe(tokens.get(i).index());
            if (word == null || tokens.get(i).sentIndex() != tokens.get(first).sentIndex())
                continue;
            IndexedWord head = graph.getParent(word);
            if (head != null && head.tag().startsWith("VB") && graph.reln(head, word).getShortName().startsWith("nsubj"))
                return head;
        }
        return null;
    }

    static String annotate(StanfordCoreNLP pipeline, String text) {
        CoreDocument document = new CoreDocument(text);
        pipeline.annotate(document);
        List<CoreLabel> tokens = document.annotation().get(CoreAnnotations.TokensAnnotation.class);
        List<CoreMap> sentences = document.annotation().get(CoreAnnotations.SentencesAnnotation.class);
        List<CoreMap> quotes = document.annotation().get(CoreAnnotations.QuotationsAnnotation.class);
        StringBuilder out = new StringBuilder();
        int id = 0, event = 0;
        for (CoreMap quote : quotes == null ? List.<CoreMap>of() : quotes) {
            int content = ++id;
            out.append(standoff(content, "Content", text, quote.get(CoreAnnotations.CharacterOffsetBeginAnnotation.class),
                    quote.get(CoreAnnotations.CharacterOffsetEndAnnotation.class)));
            String roles = " Content:T" + content;
            int trigger = content;
            Integer first = quote.get(QuoteAttributionAnnotator.MentionBeginAnnotation.class);
            Integer last = quote.get(QuoteAttributionAnnotator.MentionEndAnnotation.class);
            if (first != null && last != null) {
                out.append(standoff(++id, "Source", text, tokens.get(first).beginPosition(), tokens.get(last).endPosition()));
                roles += " Source:T" + id;
                IndexedWord verb = verb(sentences, tokens, first, last);
                if (verb != null) {
                    out.append(standoff(++id, "Cue", text, verb.beginPosition(), verb.endPosition()));
                    roles += " Cue:T" + id;
                    trigger = id;
                }
            }
            out.append("E" + ++event + "\tAttribution:T" + trigger + roles + "\n");
        }
        return out.toString();
    }

    static double processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args[0]);
        Files.createDirectories(out);
        Properties properties = new Properties();
        properties.setProperty("annotators", "tokenize,pos,lemma,ner,depparse,coref,quote");
        properties.setProperty("coref.algorithm", "statistical");
        properties.setProperty("threads", "1");
        long start = System.nanoTime();
        StanfordCoreNLP pipeline = new StanfordCoreNLP(properties);
        annotate(pipeline, "Ada Pell met the mayor of Orrin on Tuesday. \"The bridge is safe,\" she said.\n");
        double loaded = processor();
        System.out.printf("load %.2f %.2f%n", (System.nanoTime() - start) / 1e9, loaded);
        start = System.nanoTime();
        for (int i = 1; i < args.length; i++) {
            Path file = Path.of(args[i]);
            String text = Files.readString(file);
            String stem = file.getFileName().toString().replaceFirst("\\.txt$", "");
            Files.writeString(out.resolve(stem + ".ann"), annotate(pipeline, text));
        }
        System.out.printf("read %.2f %.2f%n", (System.nanoTime() - start) / 1e9, processor() - loaded);
    }
}
