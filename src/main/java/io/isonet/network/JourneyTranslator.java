package io.isonet.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;

/// Batches to native arrays and back; outputs leave in natural units, clamped to each
/// feature's range. Stateless apart from its configuration, so that all predictors of a
/// model may share it.
final class JourneyTranslator implements NoBatchifyTranslator<JourneyBatch, List<Forecast>> {

	private static final String BATCH = "batch";

	private final IsoNetConfig config;

	JourneyTranslator(IsoNetConfig config) {
		this.config = config;
	}

	@Override
	public NDList processInput(TranslatorContext context, JourneyBatch batch) {
		context.setAttachment(BATCH, batch);
		return IsoNet.Inputs.create(context.getNDManager(), this.config, batch, DataType.FLOAT32, null);
	}

	@Override
	public List<Forecast> processOutput(TranslatorContext context, NDList outputs) {
		JourneyBatch batch = (JourneyBatch) context.getAttachment(BATCH);
		float[] trajectory = outputs.get(0).toFloatArray();
		float[] attention = outputs.get(1).toFloatArray();
		int steps = batch.longest();
		List<Forecast> forecasts = new ArrayList<>(batch.size());
		for (int b = 0; b < batch.size(); b++) {
			int length = batch.lengths()[b];
			forecasts.add(new Forecast(natural(rows(trajectory, b * steps, length, this.config.features())),
					rows(attention, b * steps, length, this.config.slots())));
		}
		return forecasts;
	}

	private float[][] natural(float[][] rows) {
		for (float[] row : rows) {
			for (int f = 0; f < row.length; f++) {
				row[f] = this.config.natural(f, row[f]);
			}
		}
		return rows;
	}

	private static float[][] rows(float[] flat, int first, int count, int width) {
		float[][] rows = new float[count][width];
		for (int r = 0; r < count; r++) {
			System.arraycopy(flat, (first + r) * width, rows[r], 0, width);
		}
		return rows;
	}

}
