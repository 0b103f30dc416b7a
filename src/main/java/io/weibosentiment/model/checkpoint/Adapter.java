package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The adapter that parameter-efficient fine-tuning leaves (LoRA and its like), which is no model without its base. */
final class Adapter {

    private static final String CONFIG = "adapter_config.json";

    /** The files that tell of one. */
    static final List<String> FILES = List.of(CONFIG, "adapter_model.safetensors", "adapter_model.bin");

    private Adapter() {}

    /** Fails with an {@link InvalidInputException} if {@code folder} has one; says of what and how it becomes a model. */
    static void refuse(Path folder) throws IOException {
        Optional<String> found = FILES.stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .findFirst();
        if (found.isEmpty()) {
            return;
        }
        Path config = folder.resolve(CONFIG);
        Optional<JsonFile> settings = Files.exists(config) ? Optional.of(JsonFile.read(config)) : Optional.empty();
        String kind = settings.flatMap(json -> json.string("peft_type"))
                .map(type -> " (" + type + ")")
                .orElse("");
        String base = settings.flatMap(json -> json.string("base_model_name_or_path"))
                .map(name -> "the base model '" + name + "'")
                .orElse("a base model");
        throw new InvalidInputException(folder + " has an adapter" + kind + ", " + found.get() + ", which belongs to "
                + base + "; expected one whole model: merge the two and import that: python -c \"from peft import"
                + " AutoPeftModelForSequenceClassification as M;"
                + " M.from_pretrained('ADAPTER').merge_and_unload().save_pretrained('MERGED')\", and copy the"
                + " tokenizer's files to MERGED");
    }

    /** Whether a weight of this name is an adapter's that lies among the model's own. */
    static boolean isOf(String weight) {
        return weight.contains(".lora_") || weight.contains(".base_layer.") || weight.contains(".modules_to_save.");
    }

    /** Why a file cannot be imported that has the weights of an adapter, such as {@code weight}, beside the model's. */
    static InvalidInputException unmerged(Path file, String weight) {
        return new InvalidInputException(file + " has the weights of an adapter beside the model's, such as " + weight
                + "; expected one model: call merge_and_unload() on it and save it again");
    }
}
